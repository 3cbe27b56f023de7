"""Routes about many organizations at once."""
