"""Schedules, webhooks and events over real stores, by processes that live, race and die."""
