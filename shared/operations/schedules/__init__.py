"""What the timer does with schedules: which times are due, what is decided for each, the starts."""
