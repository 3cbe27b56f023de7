"""What can be wrong with an answer to a form: a code for programs, and words for people.

Codes are named after the browser's ``ValidityState`` where it has a name for the fault.
"""

from enum import StrEnum


class FaultCode(StrEnum):
    """The kind of a fault; the browser's checker gives the same codes."""

    VALUE_MISSING = "valueMissing"
    #: The value is not one of the field's type, such as a text that is no number.
    TYPE_MISMATCH = "typeMismatch"
    PATTERN_MISMATCH = "patternMismatch"
    TOO_SHORT = "tooShort"
    TOO_LONG = "tooLong"
    #: A number, a date or a time before ``min``, or after ``max``.
    RANGE_UNDERFLOW = "rangeUnderflow"
    RANGE_OVERFLOW = "rangeOverflow"
    #: Choices or files: fewer than ``min``, or more than ``max``.
    TOO_FEW = "tooFew"
    TOO_MANY = "tooMany"
    NOT_A_CHOICE = "notAChoice"
    #: The fields that the choices depend on are empty.
    CHOICES_PENDING = "choicesPending"
    FILE_MISSING = "fileMissing"
    FILE_TOO_LARGE = "fileTooLarge"
    FILE_TYPE_MISMATCH = "fileTypeMismatch"
    #: The fields accept the value, the workflow's parameter does not.
    PARAMETER_INVALID = "parameterInvalid"


class Fault(Exception):
    """A value is invalid; the message is for the user who filled it in."""

    def __init__(self, code: FaultCode, message: str) -> None:
        super().__init__(message)
        self.code = code
