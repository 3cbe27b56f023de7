"""Errors that stop the host before it serves, or that end an invocation.

HostError
├── SettingsInvalid     host.json, local.settings.json or a setting cannot be used
├── AppInvalid          the app does not load: which function, and why
│   └── ImportFailed    its own code raised
├── PortTaken           another process listens on the port
└── InvocationFailed    a function raised, timed out or returned an invalid value
"""


class HostError(Exception):
    """Anything the host expects and can explain in one line."""


class SettingsInvalid(HostError):
    """A file or value of the configuration cannot be used."""


class AppInvalid(HostError):
    """The app does not load. As in Azure, one invalid function disables all functions."""

    @classmethod
    def because_of(cls, function: str, reason: str) -> "AppInvalid":
        return cls(f"cannot load the {function} function: {reason}")


class ImportFailed(AppInvalid):
    """The app's own code raised during its import; the cause has the traceback."""


class PortTaken(HostError):
    """The port belongs to another process."""


class InvocationFailed(HostError):
    """A function failed. The failure is logged already; the trigger decides what follows."""
