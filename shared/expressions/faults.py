"""The one thing that an expression can raise."""


class ExpressionError(Exception):
    """It is none, or it could not be worked out; the message says where or why."""
