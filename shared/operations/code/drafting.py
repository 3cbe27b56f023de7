"""Lets a model write code, and hands back to it what the checks found, a few times."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import ValidationError

from shared.call import Call
from shared.errors import Unavailable
from shared.models.ai.messages import JsonObject, Message, ModelRequest, user
from shared.models.code.code_help import AskedModel, CodeDraft, CodeDraftFile, WrittenDraft
from shared.models.code.diffs import diff_of
from shared.operations.ai import asking
from shared.operations.ai.asking import CompletedAnswer
from shared.operations.code import prompting
from shared.operations.code.checking import CheckedDraft, checked
from shared.operations.code.sources import CodeSource, source, test_path_of

REPAIRS = 3
MOST_TOKENS = 16_000
TEXT: JsonObject = {"type": "string"}
SCHEMA: JsonObject = {
    "type": "object",
    "properties": {"content": TEXT, "test": TEXT, "notes": TEXT},
    "required": ["content", "test", "notes"],
    "additionalProperties": False,
}
ANSWER = (
    'Answer with JSON: "content" is the whole file, "test" the whole file of its tests, and "notes"'
    " says in a few sentences what you did."
)


@dataclass(frozen=True, slots=True)
class _Written:
    """A draft, the checks of it, and the answer that it came with."""

    draft: WrittenDraft
    checks: CheckedDraft
    answer: CompletedAnswer
    round: int


async def draft(
    call: Call, wish: str, target: CodeSource, others: Sequence[CodeSource], model: str | None
) -> CodeDraft:
    """Return what a model made of a wish, checked; what is left of faults is in it.

    Unavailable if the model does not answer in the time that a request has.
    """
    loop = asyncio.get_running_loop()
    until = loop.time() + call.platform.settings.sync_wait_seconds
    sources = [one for one in (target, *others) if one.text]
    tests = await source(call, test_path_of(target.path), None, is_new=True)
    sources += [tests] if tests.text else []
    text = f"{prompting.shown(sources)}\n\nThe file is {target.path}. {wish}\n\n{ANSWER}"
    messages = (user(text),)
    system = await prompting.system(call)
    last: _Written | None = None
    for number in range(1 + REPAIRS):
        try:
            async with asyncio.timeout_at(until):
                last = await _written(call, system, messages, target.path, (model, number + 1))
        except TimeoutError:
            break
        if last.checks.is_clean:
            break
        words = f"This is what the checks found:\n{last.checks.words}\n\nMend it. {ANSWER}"
        messages = (*messages, last.answer.answered.message, user(words))
    if last is None:
        raise Unavailable("the model did not answer in time: ask for less")
    return _draft(last, target, tests, [one.path for one in sources])


async def _written(
    call: Call, system: str, messages: tuple[Message, ...], path: str, asked: tuple[str | None, int]
) -> _Written:
    model, number = asked
    request = ModelRequest(
        messages=messages, system=system, output_schema=SCHEMA, max_tokens=MOST_TOKENS
    )
    answer = await asking.complete(call, request, model)
    try:
        written = WrittenDraft.model_validate(answer.value)
    except ValidationError as error:
        raise Unavailable("the model's answer is no draft: ask again") from error
    return _Written(written, await checked(call, path, written), answer, number)


def _draft(last: _Written, target: CodeSource, tests: CodeSource, paths: list[str]) -> CodeDraft:
    return CodeDraft(
        files=(_file(target, last.draft.content), _file(tests, last.draft.test)),
        findings=last.checks.findings,
        tests=last.checks.tests,
        is_clean=last.checks.is_clean,
        notes=last.draft.notes,
        rounds=last.round,
        asked=asked_of(last.answer, paths),
    )


def asked_of(answer: CompletedAnswer, paths: Sequence[str]) -> AskedModel:
    provider = answer.provider.value
    return AskedModel(model=answer.answered.model, provider=provider, paths=tuple(paths))


def _file(before: CodeSource, content: str) -> CodeDraftFile:
    diff = diff_of(before.path, before.saved, content)
    return CodeDraftFile(path=before.path, content=content, diff=diff, etag=before.etag)
