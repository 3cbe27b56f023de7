"""Language models on this machine, without an account: ``./start.sh --local-ai``."""
