"""The invocation context that a function gets through a parameter named ``context``."""

import secrets
import threading
import uuid
from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True, slots=True)
class TraceContext:
    """A fresh W3C trace, as the host starts one."""

    trace_parent: str = field(
        default_factory=lambda: f"00-{secrets.token_hex(16)}-{secrets.token_hex(8)}-00"
    )
    trace_state: str = ""
    attributes: dict[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class RetryContext:
    """The retry state of an invocation; the host never retries."""

    retry_count: int = 0
    max_retry_count: int = 0
    exception: None = None


class InvocationContext:
    """The context of one invocation. It has the shape of func.Context, not its base class."""

    def __init__(self, function_name: str, directory: str, storage: threading.local) -> None:
        self._function_name = function_name
        self._directory = directory
        self._storage = storage
        self._invocation_id = str(uuid.uuid4())

    @property
    def invocation_id(self) -> str:
        return self._invocation_id

    @property
    def function_name(self) -> str:
        return self._function_name

    @property
    def function_directory(self) -> str:
        return self._directory

    @property
    def thread_local_storage(self) -> threading.local:
        return self._storage

    @cached_property
    def trace_context(self) -> TraceContext:
        return TraceContext()

    @cached_property
    def retry_context(self) -> RetryContext:
        return RetryContext()
