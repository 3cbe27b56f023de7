"""What can stop the host before, or an invocation while, it runs.

HostError
├── SettingsInvalid     host.json, local.settings.json or a setting cannot be used
├── AppInvalid          the app does not load: which function, and why
│   └── ImportFailed    its own code raised
├── PortTaken           somebody else listens there
└── InvocationFailed    a function raised, timed out or returned what it must not
"""


class HostError(Exception):
    """Anything the host expects and can explain in one line."""


class SettingsInvalid(HostError):
    """A file or value of the configuration cannot be used."""


class AppInvalid(HostError):
    """The app does not load. As in Azure, one bad function takes all others with it."""

    @classmethod
    def because_of(cls, function: str, reason: str) -> "AppInvalid":
        return cls(f"cannot load the {function} function: {reason}")


class ImportFailed(AppInvalid):
    """The app's own code raised while it was imported: the cause's traceback says where."""


class PortTaken(HostError):
    """The port belongs to another process."""


class InvocationFailed(HostError):
    """The function did not end well. It has been logged; the trigger decides what follows."""
