"""What a workflow's process may say to us; anything else ends the run. See ``sdk.protocol``."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue, TypeAdapter


class _Message(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Loaded(_Message):
    kind: Literal["loaded"]


class Log(_Message):
    kind: Literal["log"]
    at: datetime
    level: str = Field(max_length=50)
    message: str


class Ask(_Message):
    kind: Literal["ask"]
    id: int
    call: str
    arguments: dict[str, JsonValue]
    capability: str


class Done(_Message):
    kind: Literal["done"]
    result: str


class Failed(_Message):
    kind: Literal["failed"]
    type: str
    message: str
    traceback: str
    is_user_error: bool


class IndexedWorkflow(_Message):
    name: str
    description: str
    category: str
    tags: tuple[str, ...]
    execution_mode: Literal["sync", "async"]
    timeout_seconds: int
    parameters: dict[str, JsonValue]


class IndexingError(_Message):
    type: str
    message: str


class Indexed(_Message):
    kind: Literal["indexed"]
    file: str
    workflows: tuple[IndexedWorkflow, ...] = ()
    error: IndexingError | None = None


WorkerMessage = Annotated[Loaded | Log | Ask | Done | Failed | Indexed, Field(discriminator="kind")]

parse: TypeAdapter[WorkerMessage] = TypeAdapter(WorkerMessage)
