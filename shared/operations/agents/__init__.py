"""Agents: who may use which, what their tools may do, and how a run goes on."""
