"""Expressions of forms: a small, safe subset of JavaScript, with JavaScript's meaning.

``vectors.json`` beside this file has the test vectors of every implementation, the browser's too.
"""

from shared.expressions.expression import Expression, parse
from shared.expressions.faults import ExpressionError
from shared.expressions.values import UNDEFINED, is_true

__all__ = ["UNDEFINED", "Expression", "ExpressionError", "is_true", "parse"]
