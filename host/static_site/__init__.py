"""Serves the web client as Azure Static Web Apps does, under the configuration that Azure reads."""
