"""Request handlers of help with code by a model; none of them saves anything."""

import asyncio

from pydantic import ValidationError

from shared.call import Call
from shared.errors import BudgetExceeded, Conflict, InvalidInput, NotPermitted, Unavailable
from shared.models.ai.messages import JsonObject, ModelRequest, user
from shared.models.code.code_help import (
    CodeDraft,
    CodeExplanation,
    CodeFinding,
    CodeRequest,
    CodeReview,
    ExplainRequest,
    FixRequest,
    GenerateRequest,
    WrittenReview,
)
from shared.operations.ai import asking
from shared.operations.ai.asking import CompletedAnswer
from shared.operations.code import prompting
from shared.operations.code.drafting import asked_of, draft
from shared.operations.code.findings import findings_of
from shared.operations.code.sources import CodeSource, source
from shared.services.ai.faults import ModelFault

EXPLAIN_TOKENS = 4000
REVIEW_SCHEMA: JsonObject = {
    "type": "object",
    "properties": {
        "findings": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "severity": {"type": "string", "enum": ["error", "warning"]},
                    "line": {"type": ["integer", "null"]},
                    "text": {"type": "string"},
                },
                "required": ["severity", "line", "text"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["findings"],
    "additionalProperties": False,
}
TO_TEST = "Write tests of this file, for what it does and what it refuses. Leave the file as it is."


async def generate(call: Call, request: GenerateRequest) -> CodeDraft:
    """Let a model write a file, or change it."""
    target = await source(call, request.path, request.content, is_new=True)
    others = [await source(call, path, None) for path in request.context_paths]
    return await draft(call, request.prompt, target, others, request.model)


async def write_tests(call: Call, request: CodeRequest) -> CodeDraft:
    """Let a model write the tests of a file."""
    target = await source(call, request.path, request.content)
    return await draft(call, TO_TEST, target, [], request.model)


async def fix(call: Call, request: FixRequest) -> CodeDraft:
    """Let a model mend a file, with the error of a run or another one."""
    target = await source(call, request.path, request.content)
    words = [request.error] if request.error else []
    if request.execution_id is not None:
        words.append(await _error_of(call, request))
    if not words:
        raise InvalidInput("say what is wrong: error, or the executionId of a failed run")
    wish = "It fails with this error. Find the cause, mend it, and add a test that shows it:\n"
    return await draft(call, wish + "\n".join(words), target, [], request.model)


async def explain(call: Call, request: ExplainRequest) -> CodeExplanation:
    """Let a model explain a file."""
    target = await source(call, request.path, request.content)
    question = request.question or "Explain to an administrator what it does, step by step."
    answer = await _asked(call, target, question, None, request.model)
    return CodeExplanation(text=answer.answered.message.text, asked=asked_of(answer, [target.path]))


async def review(call: Call, request: CodeRequest) -> CodeReview:
    """Return what Bifrost finds in a file, and what a model adds to it where one may be asked."""
    target = await source(call, request.path, request.content)
    own = findings_of(target.text)
    known = "\n".join(f"line {one.line}: {one.text}" for one in own) or "nothing"
    wish = f"Review it. These findings are known already: {known}. Add only what is missing."
    try:
        answer = await _asked(call, target, wish, REVIEW_SCHEMA, request.model)
    except (BudgetExceeded, Conflict, ModelFault, NotPermitted, Unavailable) as error:
        return CodeReview(findings=tuple(own), why_not=str(error))
    found = (*own, *_added(answer))
    ordered = sorted(found, key=lambda finding: finding.line or 0)
    return CodeReview(findings=tuple(ordered), asked=asked_of(answer, [target.path]))


def _added(answer: CompletedAnswer) -> list[CodeFinding]:
    try:
        written = WrittenReview.model_validate(answer.value)
    except ValidationError:
        return []
    return [
        CodeFinding(
            rule="model",
            severity=one.severity,
            line=one.line,
            text=one.text[:2000],
            source="model",
        )
        for one in written.findings
    ]


async def _asked(
    call: Call, target: CodeSource, wish: str, schema: JsonObject | None, model: str | None
) -> CompletedAnswer:
    system = await prompting.system(call, of_scope=False)
    text = f"{prompting.shown([target])}\n\n{wish}"
    request = ModelRequest(
        messages=(user(text),), system=system, max_tokens=EXPLAIN_TOKENS, output_schema=schema
    )
    try:
        async with asyncio.timeout(call.platform.settings.sync_wait_seconds):
            return await asking.complete(call, request, model)
    except TimeoutError as error:
        raise Unavailable("the model did not answer in time: ask for less") from error


async def _error_of(call: Call, request: FixRequest) -> str:
    """Return the error of a failed run of the organization in scope, as its record has it."""
    if request.execution_id is None:
        raise InvalidInput("executionId is missing")
    execution = await call.execution(request.execution_id)
    outcome = execution.outcome
    if outcome is None or outcome.error_message is None:
        raise Conflict("this run has not failed")
    return f"{outcome.error_type}: {outcome.error_message}\n{outcome.traceback or ''}"
