"""Expressions of forms: a small, safe part of JavaScript, with JavaScript's meaning.

``vectors.json`` beside this file is what every implementation has to pass, the browser's too.
"""

from shared.expressions.expression import Expression, parse
from shared.expressions.faults import ExpressionError
from shared.expressions.values import UNDEFINED, is_true

__all__ = ["UNDEFINED", "Expression", "ExpressionError", "is_true", "parse"]
