"""Expressions of forms: a small, safe subset of JavaScript, with JavaScript's meaning.

``vectors.json`` beside this file has the test vectors of every implementation, the browser's too.
"""

from sdk.expressions.expression import EVENT_ROOTS, Expression, parse
from sdk.expressions.faults import ExpressionError
from sdk.expressions.values import UNDEFINED, is_true

__all__ = ["EVENT_ROOTS", "UNDEFINED", "Expression", "ExpressionError", "is_true", "parse"]
