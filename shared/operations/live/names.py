"""The names of channels that stores and handlers tell of changes."""

SCHEDULES = "schedules"
DELIVERIES = "deliveries"
NOTIFICATIONS = "notifications"
EVENTS = "events"
