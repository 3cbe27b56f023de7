"""Workers: processes that run workflows, their pool and fork server."""
