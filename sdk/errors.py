"""Errors that workflow authors raise and catch.

BifrostError
├── UserError                the author's message to the caller of the run; everyone sees it
└── WorkflowError            the run cannot go on; the platform's refusals are these, too
    ├── ValidationError      the input does not make sense
    ├── IntegrationError     another system refused or failed
    └── ConfigurationError   something is not set up
"""


class BifrostError(Exception):
    """The base class of all errors of the SDK."""


class UserError(BifrostError):
    """An error that ends the run with a message for the caller.

    Only administrators read the text of any other exception.

    >>> raise UserError("There is no licence left to assign.")
    Traceback (most recent call last):
    ...
    sdk.errors.UserError: There is no licence left to assign.
    """


class WorkflowError(BifrostError):
    """The run cannot go on; ``code`` says why, and is the API's code if the platform refused.

    An author gives a message only; the code is then the name of the error class.

    >>> WorkflowError("Conflict", "the name is taken").code
    'Conflict'
    >>> error = IntegrationError("Halo answered 500")
    >>> error.code, str(error)
    ('IntegrationError', 'Halo answered 500')
    """

    def __init__(self, code: str, message: str | None = None) -> None:
        super().__init__(code if message is None else message)
        self.code = type(self).__name__ if message is None else code


class ValidationError(WorkflowError):
    """The input does not make sense; only administrators read the text (see UserError)."""


class IntegrationError(WorkflowError):
    """Another system refused or failed."""


class ConfigurationError(WorkflowError):
    """Something that the workflow needs is not set up."""
