"""Schemas: how a function's signature and declarations become JSON Schema."""
