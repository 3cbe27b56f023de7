"""POST /api/organizations/{id}/purge: everything of one organization goes, and of no other."""
