"""Inputs: validation, coercion, idempotency keys, secret inputs and their redaction."""
