"""The parts of a sign-in, each by itself."""
