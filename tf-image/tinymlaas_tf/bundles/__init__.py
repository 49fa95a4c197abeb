"""The zips that a compile delivers."""
