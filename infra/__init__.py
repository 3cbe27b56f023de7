"""Infrastructure: packaging for deployment and the Static Web Apps configuration."""
