"""Records -> files for other programs: calendars, tables, the finder's index, sitemaps."""
