"""What starts workflows by itself: schedules, and who made them."""
