"""Functions of the app, with their triggers and bindings."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints
from pydantic.alias_generators import to_camel

_QUEUE_NAME = StringConstraints(
    to_lower=True, min_length=3, max_length=63, pattern="(?i)^[a-z0-9]+(-[a-z0-9]+)*$"
)

AuthLevel = Literal["ANONYMOUS", "FUNCTION", "ADMIN"]


class FunctionBinding(BaseModel):
    """A binding, as function.json describes it."""

    model_config = ConfigDict(frozen=True, alias_generator=to_camel, validate_by_name=True)

    name: str


class HttpTrigger(FunctionBinding):
    type: Literal["httpTrigger"]
    route: str
    methods: tuple[str, ...] = ()
    auth_level: AuthLevel = "FUNCTION"


class QueueTrigger(FunctionBinding):
    type: Literal["queueTrigger"]
    queue_name: Annotated[str, _QUEUE_NAME]
    connection: str


class TimerTrigger(FunctionBinding):
    type: Literal["timerTrigger"]
    schedule: str
    run_on_startup: bool | None = False
    use_monitor: bool | None = True


class HttpOutput(FunctionBinding):
    type: Literal["http"]


Trigger = HttpTrigger | QueueTrigger | TimerTrigger


AnyBinding = Annotated[
    HttpTrigger | QueueTrigger | TimerTrigger | HttpOutput, Field(discriminator="type")
]


@dataclass(frozen=True, slots=True)
class RegisteredFunction:
    """A function that has been checked and can be called."""

    name: str
    call: Callable[..., object]
    trigger: Trigger
    bindings: tuple[AnyBinding, ...]
    wants_context: bool = False
    disabled: bool = False

    @property
    def is_async(self) -> bool:
        return inspect.iscoroutinefunction(self.call)

    @property
    def returns(self) -> bool:
        """Whether a binding takes its result; without one the function must return None."""
        return any(binding.name == "$return" for binding in self.bindings)
