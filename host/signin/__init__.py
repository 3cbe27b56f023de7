"""Simulated sign-in of Static Web Apps: accounts, sessions and the sign-in page."""
