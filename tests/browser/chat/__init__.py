"""The pages of conversations with agents."""
