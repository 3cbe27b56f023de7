"""Services in Azure: tables, queues, blobs, secrets and file shares."""
