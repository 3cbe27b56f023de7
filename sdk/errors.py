"""What can go wrong in a workflow, as its author sees it.

BifrostError
├── UserError                the author's words to whoever started the run; everyone sees them
└── WorkflowError            it cannot go on; what the platform refuses is one, too
    ├── ValidationError      what was given does not make sense
    ├── IntegrationError     another system did not do what it was asked
    └── ConfigurationError   something is not set up
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
    """The run cannot go on. ``code`` says why: of the platform's refusals as on the wire.

    An author gives a message only; the code is then the name of the error.

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
    """What was given does not make sense. The text is for administrators: see UserError."""


class IntegrationError(WorkflowError):
    """Another system did not do what it was asked."""


class ConfigurationError(WorkflowError):
    """Something that the workflow needs is not set up."""
