"""Services outside the process: tables, queues, blobs, secrets, clock, each also in memory."""
