"""Agents: their definitions, their runs, and what people approve of them."""
