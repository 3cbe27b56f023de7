"""Evals of agents: what tools answer in a case, and how its run scored."""
