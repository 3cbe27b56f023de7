"""Who may start what: every caller x every declaration x every door, and what lists show of it."""
