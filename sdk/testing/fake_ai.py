"""Fake of ``bifrost.ai``: models that answer what a test says, and the requests that were made."""

import json
import math
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast
from zlib import crc32

from sdk.errors import WorkflowError
from sdk.testing.records import Record
from sdk.testing.validation import faults


@dataclass(frozen=True)
class ScriptedCall:
    """An answer of an agent's model that calls a tool."""

    tool: str
    arguments: Mapping[str, object]


def tool_call(tool: str, arguments: Mapping[str, object] | None = None) -> ScriptedCall:
    """Return an answer that calls a tool, one of the test's ``workflows``.

    >>> tool_call("find_ticket", {"number": 7}).tool
    'find_ticket'
    """
    return ScriptedCall(tool, {**(arguments or {})})


#: An answer: its text, or the JSON of a structured one.
ScriptedAnswer = object
DIMENSIONS = 64
PIECE = 12
RunTool = Callable[[Record], Awaitable[object]]
Script = Sequence[ScriptedAnswer] | Callable[[Record], ScriptedAnswer]


class FakeAi:
    """The models of one test. Without an answer that is left, a call fails as at a provider."""

    def __init__(self, script: Script) -> None:
        self.asked: list[Record] = []
        self._script = script
        self._pieces: list[list[Record]] = []
        self._left = iter(()) if callable(script) else iter(script)

    def ask(self, verb: str, given: Record) -> object:
        """Answer ``ai.*``."""
        model = str(given.get("model") or "scripted")
        if verb == "get_model_info":
            return {"provider": "Scripted", "model": model, "payer": "organization"}
        if verb == "embed":
            return [vector_of_words(text) for text in cast("list[str]", given["texts"])]
        if verb == "more":
            return self._pieces.pop(0) if self._pieces else None
        if verb == "stop":
            self._pieces.clear()
            return None
        self.asked.append(given)
        if verb == "begin":
            self._pieces = _pieces(self._text(given), model, given)
            return "stream"
        answer = self._answer(given)
        schema = cast("Record | None", given["response_format"])
        text = answer if isinstance(answer, str) else json.dumps(answer)
        return {
            "text": text,
            "value": None if schema is None else _fitting(text, schema),
            "model": model,
            "provider": "Scripted",
            "stop": "end",
            "input_tokens": len(json.dumps(given)) // 4 + 1,
            "output_tokens": len(text) // 4 + 1,
        }

    def _text(self, given: Record) -> str:
        answer = self._answer(given)
        return answer if isinstance(answer, str) else json.dumps(answer)

    async def run(self, given: Record, run_tool: RunTool) -> object:
        """Answer ``agents.run``: tools are run as the script calls them, until it answers."""
        results: list[Record] = []
        while True:
            asked: Record = {**given, "results": [*results]}
            self.asked.append(asked)
            answer = self._answer(asked)
            if not isinstance(answer, ScriptedCall):
                return self._ending(answer, cast("Record | None", given.get("output_schema")))
            results.append(await _result(answer, run_tool))

    def _ending(self, answer: object, schema: Record | None) -> object:
        if schema is None:
            return answer
        return _fitting(answer if isinstance(answer, str) else json.dumps(answer), schema)

    def _answer(self, given: Record) -> ScriptedAnswer:
        if callable(self._script):
            return self._script(given)
        for answer in self._left:
            return answer
        words = "the test has no answer left: testing.running(ai=[...])"
        raise WorkflowError("ModelFault", words)


def _pieces(text: str, model: str, given: Record) -> list[list[Record]]:
    parts = [text[start : start + PIECE] for start in range(0, len(text), PIECE)]
    end: Record = {
        "stop": "end",
        "model": model,
        "input_tokens": len(json.dumps(given)) // 4 + 1,
        "output_tokens": len(text) // 4 + 1,
    }
    return [*([{"text": part}] for part in parts), [end]]


def vector_of_words(text: str) -> list[float]:
    """Return a vector that is near those of texts with the same words."""
    vector = [0.0] * DIMENSIONS
    for word in re.findall(r"\w+", text.lower()):
        vector[crc32(word.encode()) % DIMENSIONS] += 1.0
    length = math.sqrt(sum(number * number for number in vector)) or 1.0
    return [number / length for number in vector]


async def _result(call: ScriptedCall, run_tool: RunTool) -> Record:
    """Return what the model is told of a call; a tool that fails does not end the agent."""
    try:
        found = await run_tool({"workflow_name": call.tool, "parameters": {**call.arguments}})
    except WorkflowError as error:
        return {"tool": call.tool, "error": str(error)}
    return {"tool": call.tool, "result": found}


def _fitting(text: str, schema: Record) -> object:
    try:
        value: object = json.loads(text)
    except ValueError as error:
        raise WorkflowError("ModelFault", "the model's JSON does not fit: it is no JSON") from error
    wrong = [*faults(schema, value, "value")]
    if wrong:
        raise WorkflowError("ModelFault", f"the model's JSON does not fit: {wrong[0]}")
    return value
