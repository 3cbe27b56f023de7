"""Errors of expressions."""


class ExpressionError(Exception):
    """The expression is invalid or cannot be evaluated; the message says where or why."""
