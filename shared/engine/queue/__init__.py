"""The queue: messages of waiting runs, the backlog of each organization, and the slots."""
