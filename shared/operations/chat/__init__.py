"""Chat: turns of conversations, as they are begun, told and stored."""
