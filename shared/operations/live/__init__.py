"""The channels of live updates, and who may follow them."""
