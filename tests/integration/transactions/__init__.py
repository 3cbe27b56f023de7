"""What an execution costs: storage transactions on real tables, queues and blobs, by count."""
