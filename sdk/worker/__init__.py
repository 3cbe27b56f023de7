"""Workers: the processes that run workflows, and the fork server that starts them."""
