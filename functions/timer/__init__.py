"""Timer triggers: the minute's tick, token refreshes and the nightly clean-up."""
