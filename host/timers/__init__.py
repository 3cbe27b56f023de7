"""Timer triggers: NCRONTAB schedules and their monitor files."""
