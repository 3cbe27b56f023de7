"""What can go wrong in a workflow, as its author sees it.

BifrostError
├── UserError       the author's words to whoever started the run; everyone sees them
└── WorkflowError   the platform refused what the workflow asked
"""


class BifrostError(Exception):
    """The root of everything that the SDK raises."""


class UserError(BifrostError):
    """Ends the run with a message that the caller may read.

    The text of any other exception is for administrators only.

    >>> raise UserError("There is no licence left to assign.")
    Traceback (most recent call last):
    ...
    sdk.errors.UserError: There is no licence left to assign.
    """


class WorkflowError(BifrostError):
    """The platform refused a request of the workflow; ``code`` says why, as on the wire."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
