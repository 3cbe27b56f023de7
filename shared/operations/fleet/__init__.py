"""What is done with many organizations: batches, which run one workflow for all of them."""
