"""Records -> files for other programs: calendars (.ics) and what else the site offers to be read by machine."""
