"""Asks a provider which models it offers to a key: at the key's own address, and nowhere else."""

import time
from collections.abc import Iterator
from urllib.parse import urlsplit, urlunsplit

from shared.errors import Unavailable
from shared.models.ai.endpoints import Endpoint, ProviderName
from shared.models.ai.keys import KeyTest
from shared.services.ai.faults import FaultKind, ModelFault, of_status, without
from shared.services.ai.registry import REGISTRY
from shared.services.outbound import foreign_json
from shared.services.outbound.egress import Blocked, Egress, Incoming, Outgoing, RequestedBy

#: The version of Anthropic's API that its SDK speaks.
ANTHROPIC_VERSION = "2026-10-21"
#: OpenRouter's list has a megabyte; the reader takes no more.
ANSWER_BYTES = foreign_json.MOST_BYTES
MOST_MODELS = 1000


async def offered(egress: Egress, endpoint: Endpoint) -> tuple[str, ...]:
    """Return the ids of the models, sorted; raises ModelFault."""
    try:
        answer = await egress.send(_request(endpoint))
    except Blocked as error:
        raise ModelFault(FaultKind.BLOCKED, str(error)) from error
    except Unavailable as error:
        raise ModelFault(FaultKind.UNREACHABLE, str(error)) from error
    if answer.status != 200:
        key = endpoint.key.get_secret_value()
        raise of_status(answer.status, answer.headers, _words(answer), key)
    return tuple(sorted({*_ids(answer)}, key=str.casefold))[:MOST_MODELS]


async def tested(egress: Egress, endpoint: Endpoint) -> KeyTest:
    """Return what the provider says to the key and the model."""
    began = time.monotonic()
    try:
        models = await offered(egress, endpoint)
    except ModelFault as error:
        # Some compatible servers list no models, and take the key all the same.
        lists_none = error.kind is FaultKind.MODEL and _may_list_none(endpoint)
        words = "the provider answers, and lists no models" if lists_none else str(error)
        return KeyTest(
            valid=lists_none,
            message=words,
            models=0,
            is_model_offered=None,
            milliseconds=_since(began),
        )
    return KeyTest(
        valid=True,
        message=_verdict(endpoint, models),
        models=len(models),
        is_model_offered=endpoint.model in models if models else None,
        milliseconds=_since(began),
    )


def _verdict(endpoint: Endpoint, models: tuple[str, ...]) -> str:
    if models and endpoint.model not in models:
        return f"the key works, but the model {endpoint.model!r} is not offered to it"
    return "the key works"


def _may_list_none(endpoint: Endpoint) -> bool:
    return endpoint.provider in (ProviderName.COMPATIBLE, ProviderName.AZURE_OPENAI)


def _request(endpoint: Endpoint) -> Outgoing:
    facts = REGISTRY[endpoint.provider]
    key = endpoint.key.get_secret_value()
    headers = {"Accept": "application/json", "Authorization": f"Bearer {key}"}
    if endpoint.provider is ProviderName.ANTHROPIC:
        headers["anthropic-version"] = ANTHROPIC_VERSION
    if facts.key_header:
        headers[facts.key_header] = key
    by = RequestedBy.OPERATOR if endpoint.by_operator else RequestedBy.ORGANIZATION
    return Outgoing(
        _list_url(endpoint),
        headers=headers | {**facts.headers},
        answer_bytes=ANSWER_BYTES,
        requested_by=by,
    )


def _list_url(endpoint: Endpoint) -> str:
    """Return the address of the list, on the host that the key was entered for."""
    parts = urlsplit(endpoint.url)
    path = f"{parts.path.rstrip('/')}/models"
    query = parts.query
    if endpoint.provider is ProviderName.ANTHROPIC:
        path = f"{parts.path.rstrip('/').removesuffix('/v1')}/v1/models"
        query = "limit=1000"
    return urlunsplit((parts.scheme, parts.netloc, path, query, ""))


def _ids(answer: Incoming) -> Iterator[str]:
    try:
        found = foreign_json.read_object(answer.body)
    except foreign_json.Unreadable as error:
        words = "the provider answered with something that is no list of models"
        raise ModelFault(FaultKind.MALFORMED, words) from error
    listed = found.get("data")
    for each in listed if isinstance(listed, list) else []:
        name = each.get("id") if isinstance(each, dict) else None
        if isinstance(name, str) and name:
            yield name.removeprefix("models/")


def _words(answer: Incoming) -> str:
    """Return what the provider says is wrong."""
    try:
        error = foreign_json.read_object(answer.body).get("error")
    except foreign_json.Unreadable:
        return ""
    said = error.get("message") if isinstance(error, dict) else error
    return without(said, "") if isinstance(said, str) else ""


def _since(began: float) -> int:
    return round((time.monotonic() - began) * 1000)
