"""Faults that both SDKs report alike; runs in the process of ``program`` only."""

from collections.abc import Iterator, Mapping
from typing import cast

from shared.services.ai.faults import FaultKind, ModelFault, without
from shared.services.ai.guarded_transport import NotAllowed, TooLong


def unreachable(error: Exception, *, is_timeout: bool = False) -> ModelFault:
    """Return the fault behind an error of the connection, or of an answer that is no JSON."""
    for cause in _causes(error):
        if isinstance(cause, NotAllowed):
            return ModelFault(FaultKind.BLOCKED, str(cause))
        if isinstance(cause, TooLong):
            return ModelFault(FaultKind.TOO_LARGE, str(cause))
    if is_timeout:
        return ModelFault(FaultKind.TIMEOUT, "the provider did not answer in time")
    names = {type(cause).__name__ for cause in _causes(error)}
    if names & {"ConnectError", "ConnectTimeout"}:
        return ModelFault(FaultKind.UNREACHABLE, "the provider cannot be reached")
    if isinstance(error, ValueError):
        return ModelFault(FaultKind.MALFORMED, "the provider sent something that is no JSON")
    return ModelFault(FaultKind.UNFINISHED, "the answer broke off")


def broken(words: str, key: str, code: str | None) -> ModelFault:
    """Return the fault that an event of the stream says."""
    is_limit = "rate_limit" in f"{code} {words}" or code == "429"
    kind = FaultKind.LIMITED if is_limit else FaultKind.TROUBLE
    return ModelFault(kind, f"the provider broke off: {without(words, key)}")


def inner_of(body: object, name: str | None = None) -> Mapping[str, object] | None:
    """Return the object that says what is wrong; None if the provider sent none."""
    if not isinstance(body, Mapping):
        return None
    found = cast("Mapping[str, object]", body)
    return inner_of(found.get(name)) if name else found


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
