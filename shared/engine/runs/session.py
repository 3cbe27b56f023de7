"""The session with a worker for one run of one workflow, from its first message to its last."""

import asyncio
import json
import re
from collections.abc import Coroutine
from dataclasses import dataclass, field
from typing import cast

from sdk.rpc.protocol import Message, ProtocolError
from shared.engine.inputs.redaction import Redactor
from shared.engine.inputs.validation import MOST_DEPTH, is_deeper_than
from shared.engine.journal.log_buffer import Logbook
from shared.engine.journal.outcomes import MESSAGE_LIMIT, failure
from shared.engine.runs.answers import Answers
from shared.engine.runs.requests import Requests
from shared.engine.workers.worker import Code, Worker, WorkerDied
from shared.models.base import GLOBAL
from shared.models.callers import CallerKind
from shared.models.executions import Execution, Outcome, Status
from shared.models.secret_inputs import NOTHING, SecretInputs
from shared.models.worker_messages import CallMessage, Done, Failed, Loaded, Log, WorkerMessage

TRACEBACK_LIMIT = 8192
#: The SDK's error for a large result; an author's error of the same name has another message.
TOO_LARGE = "ResultTooLarge"
SIZES = re.compile(r"the result is \d+ bytes of JSON; the limit is \d+", re.ASCII)
Loading = asyncio.Task[Outcome | None] | None


@dataclass
class Session:
    """Loads the code, starts the run, and handles the worker's messages until it is over."""

    worker: Worker
    answers: Answers
    logbook: Logbook = field(default_factory=Logbook)
    public_url: str = ""
    secret_inputs: SecretInputs = NOTHING
    #: Secrets in every worker's environment.
    known: tuple[str, ...] = ()
    #: Whether the worker reported how the run ended, so that it can be reused.
    is_over: bool = False

    def __post_init__(self) -> None:
        self._requests = Requests(self.worker, self.answers)
        self._redactor = Redactor(self.answers.secrets, (*self.secret_inputs.secrets, *self.known))

    @property
    def is_quiet(self) -> bool:
        """Whether the run has ended and none of its SDK calls is open."""
        return self.is_over and self._requests.are_answered

    def load(self, code: Code) -> Loading:
        """Begin the run and import its code, in a task whose result is an outcome if that fails.

        None if the worker's last run has imported the same function.
        """
        self.worker.begin()
        if self.worker.is_ready_for(code):
            return None
        return asyncio.create_task(self._receive_until(Loaded, self.worker.load(code)))

    async def run(self, execution: Execution) -> Outcome:
        """Start the run, and handle messages until it is over."""
        given: Message = {**execution.input, **self.secret_inputs.values}
        context = _context(execution, self.public_url)
        start = self.worker.run(context, given, self.secret_inputs.secrets)
        outcome = await self._receive_until(None, start)
        return outcome or _fault("the worker reported twice that it was loaded")

    async def _receive_until(
        self, awaited: type[Loaded] | None, first: Coroutine[object, object, None]
    ) -> Outcome | None:
        """Handle messages after ``first``, until the awaited one (None) or an outcome."""
        try:
            await first
            while True:
                message = await self.worker.receive()
                if awaited and isinstance(message, awaited):
                    return None
                outcome = await self._handle(message)
                if outcome:
                    return outcome
        except WorkerDied as error:
            return failure("WorkerDied", str(error))
        except ProtocolError as error:
            return _fault(str(error))

    async def close(self) -> None:
        await self._requests.close()

    async def _handle(self, message: WorkerMessage) -> Outcome | None:
        match message:
            case Log():
                self.logbook.add(message.at, message.level, self._redactor.text(message.message))
                return None
            case CallMessage():
                self._requests.take(message)
                return None
            case Done():
                outcome = _done(message, self._redactor)
            case Failed():
                outcome = _failed(message, self._redactor)
            case _:
                raise ProtocolError(f"a message {message.kind!r} was out of turn")
        self.is_over = True
        return outcome


def _fault(message: str) -> Outcome:
    return failure("WorkerFault", f"the workflow's process broke the protocol: {message}")


def _done(message: Done, redactor: Redactor) -> Outcome:
    text = message.result
    try:
        value: object = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ProtocolError("the result was not JSON") from error
    if is_deeper_than(value, MOST_DEPTH):
        raise ProtocolError(f"the result is nested deeper than {MOST_DEPTH} levels")
    says_no = isinstance(value, dict) and cast("Message", value).get("success") is False
    status = Status.COMPLETED_WITH_ERRORS if says_no else Status.SUCCESS
    result = redactor.json(text, cast("object", value))
    return Outcome(status=status, result=result, is_response=message.is_response)


def _failed(message: Failed, redactor: Redactor) -> Outcome:
    return Outcome(
        status=Status.FAILED,
        error_type=redactor.text(message.type)[:200],
        error_message=redactor.text(message.message)[:MESSAGE_LIMIT],
        is_user_error=message.is_user_error,
        is_platform_error=bool(message.type == TOO_LARGE and SIZES.fullmatch(message.message)),
        traceback=redactor.text(message.traceback)[-TRACEBACK_LIMIT:],
        variables=_variables(message.variables, redactor),
    )


def _variables(text: str | None, redactor: Redactor) -> str | None:
    """The redacted variables of the failing frame, as JSON; None if the text is no object."""
    try:
        value: object = json.loads(text or "null")
    except (ValueError, RecursionError):
        return None
    if not isinstance(value, dict) or is_deeper_than(cast("object", value), MOST_DEPTH):
        return None
    return redactor.json(text or "", cast("object", value))


def _context(execution: Execution, public_url: str) -> Message:
    """The fields of ``sdk.context.ExecutionContext``."""
    caller = execution.caller
    organization = {"id": execution.org_id, "name": execution.org_name or execution.org_id}
    return {
        "execution_id": str(execution.id),
        "workflow_name": execution.workflow_name,
        "user_id": caller.id,
        "name": caller.name,
        "email": caller.email,
        "organization": None if execution.org_id == GLOBAL else organization,
        "is_admin": caller.administers(execution.org_id),
        "is_platform_admin": caller.is_platform_admin,
        "attempt": len(execution.attempts) + 1,
        "public_url": public_url or None,
        "startup": execution.startup,
        "is_function_key": caller.kind is CallerKind.HOST_KEY,
    }
