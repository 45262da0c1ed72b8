"""`make bundle`: an archive for each platform that installs, checks and builds without a network."""
