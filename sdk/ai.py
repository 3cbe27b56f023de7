"""Language models: ``answer = await ai.complete("Summarise this ticket: ...")``.

The platform calls the model with the organization's key, or its own, within the organization's
budgets; a run never has a key. An administrator enables models and sets the budgets first.
"""

from collections.abc import AsyncGenerator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from sdk.rpc import client
from sdk.rpc.decoding import chosen


@dataclass(frozen=True)
class Completion:
    """An answer of a model. ``value`` is its JSON, where ``response_format`` was given."""

    text: str
    value: object
    model: str
    provider: str
    stop: str
    input_tokens: int
    output_tokens: int


@dataclass(frozen=True)
class AnswerEnd:
    """How an answer ended, and the whole of it."""

    text: str
    model: str
    stop: str
    input_tokens: int
    output_tokens: int


@dataclass(frozen=True)
class AnswerPiece:
    """A piece of an answer. ``restarts`` says that the answer begins again after this."""

    text: str = ""
    restarts: bool = False
    end: AnswerEnd | None = None


@dataclass(frozen=True)
class ModelInfo:
    """Which model is asked. ``payer`` is ``organization`` or ``platform``: whose key it is."""

    provider: str
    model: str
    payer: str


async def complete(  # noqa: PLR0913  what a model can be asked is one list
    prompt: str | None = None,
    *,
    messages: Sequence[Mapping[str, str]] | None = None,
    system: str = "",
    response_format: Mapping[str, object] | None = None,
    max_tokens: int | None = None,
    temperature: float | None = None,
    top_p: float | None = None,
    top_k: int | None = None,
    model: str | None = None,
    org_id: str | None = None,
    scope: str | None = None,
) -> Completion:
    """Ask a model, and return its whole answer.

    ``prompt`` is one message of the user; ``messages`` are a conversation, each with ``role``
    (``user`` or ``assistant``) and ``content``. With a JSON Schema as ``response_format``, the
    answer's ``value`` is JSON that fits it. ``model`` is a model's name, a provider's, or both:
    ``"OpenAI/gpt-5.4-mini"``; unless given, the organization's default is asked. WorkflowError is
    ``NotPermitted`` where models are off, ``BudgetExceeded`` where a budget does not suffice, and
    ``ModelFault`` where the provider does not answer.

    >>> import asyncio
    >>> from bifrost import ai, testing
    >>> with testing.running(ai=["A printer is on fire."]):
    ...     asyncio.run(ai.complete("Summarise: ...")).text
    'A printer is on fire.'
    """
    found = await client.ask(
        "ai.complete",
        messages=_messages(prompt, messages),
        system=system,
        response_format=response_format,
        max_tokens=max_tokens,
        temperature=temperature,
        top_p=top_p,
        top_k=top_k,
        model=model,
        org_id=chosen(org_id, scope),
    )
    facts = cast("dict[str, object]", found)
    return Completion(
        text=str(facts["text"]),
        value=facts["value"],
        model=str(facts["model"]),
        provider=str(facts["provider"]),
        stop=str(facts["stop"]),
        input_tokens=cast("int", facts["input_tokens"]),
        output_tokens=cast("int", facts["output_tokens"]),
    )


async def stream(  # noqa: PLR0913  what a model can be asked is one list
    prompt: str | None = None,
    *,
    messages: Sequence[Mapping[str, str]] | None = None,
    system: str = "",
    max_tokens: int | None = None,
    temperature: float | None = None,
    top_p: float | None = None,
    top_k: int | None = None,
    model: str | None = None,
    org_id: str | None = None,
    scope: str | None = None,
) -> AsyncGenerator[AnswerPiece]:
    """Yield an answer as it comes: ``async for piece in ai.stream("..."): ...``.

    Arguments and errors are those of ``complete``. A piece that ``restarts`` says that the answer
    broke off: what follows is the answer from its beginning. The last piece has ``end``, with the
    whole text. Leaving the loop ends the call; so does closing the generator.

    >>> import asyncio
    >>> from bifrost import ai, testing
    >>> async def example():
    ...     return [piece.text async for piece in ai.stream("And the weather?") if piece.text]
    >>> with testing.running(ai=["Sunny, with wind."]):
    ...     asyncio.run(example())
    ['Sunny, with ', 'wind.']
    """
    begun = await client.ask(
        "ai.begin",
        messages=_messages(prompt, messages),
        system=system,
        max_tokens=max_tokens,
        temperature=temperature,
        top_p=top_p,
        top_k=top_k,
        model=model,
        org_id=chosen(org_id, scope),
    )
    said: list[str] = []
    is_over = False
    try:
        while (found := await client.ask("ai.more", stream=begun)) is not None:
            for facts in cast("list[dict[str, object]]", found):
                piece = _piece(facts, said)
                is_over = piece.end is not None
                yield piece
    finally:
        if not is_over:
            await client.ask("ai.stop", stream=begun)


async def embed(
    texts: Sequence[str],
    *,
    model: str | None = None,
    org_id: str | None = None,
    scope: str | None = None,
) -> list[list[float]]:
    """Return a vector for each of at most 96 texts; near ones mean nearly the same.

    ``model`` is a model's name with its provider's, ``"OpenAI/text-embedding-3-large"``; unless
    given, the one that the organization has chosen for its knowledge. Errors are those of
    ``complete``.

    >>> import asyncio
    >>> from bifrost import ai, testing
    >>> with testing.running():
    ...     first, second = asyncio.run(ai.embed(["a printer", "A printer!"]))
    >>> first == second
    True
    """
    org_id = chosen(org_id, scope)
    found = await client.ask("ai.embed", texts=[*texts], model=model, org_id=org_id)
    return cast("list[list[float]]", found)


async def get_model_info(
    model: str | None = None, *, org_id: str | None = None, scope: str | None = None
) -> ModelInfo:
    """Return which model ``complete`` would ask, and who would pay.

    >>> import asyncio
    >>> from bifrost import ai, testing
    >>> with testing.running():
    ...     asyncio.run(ai.get_model_info()).payer
    'organization'
    """
    found = await client.ask("ai.get_model_info", model=model, org_id=chosen(org_id, scope))
    facts = cast("dict[str, str]", found)
    return ModelInfo(facts["provider"], facts["model"], facts["payer"])


def _piece(facts: Mapping[str, object], said: list[str]) -> AnswerPiece:
    """Return a piece; ``said`` is the text so far."""
    if facts.get("restarts"):
        said.clear()
        return AnswerPiece(restarts=True)
    if "stop" not in facts:
        said.append(str(facts["text"]))
        return AnswerPiece(text=said[-1])
    return AnswerPiece(
        end=AnswerEnd(
            text="".join(said),
            model=str(facts["model"]),
            stop=str(facts["stop"]),
            input_tokens=cast("int", facts["input_tokens"]),
            output_tokens=cast("int", facts["output_tokens"]),
        )
    )


def _messages(
    prompt: str | None, messages: Sequence[Mapping[str, str]] | None
) -> list[Mapping[str, str]]:
    if (prompt is None) == (messages is None):
        raise ValueError("give either a prompt or messages")
    return [*messages] if messages is not None else [{"role": "user", "content": str(prompt)}]
