"""The functions of ARM templates that ours call, as far as a dry evaluation needs them."""

import hashlib
import string as letters
from collections.abc import Callable, Mapping, Sequence
from itertools import chain
from typing import cast
from uuid import NAMESPACE_URL, uuid5

from infra.arm.expressions import Json

Function = Callable[..., Json]
SUBSCRIPTION = "/subscriptions/00000000-0000-0000-0000-000000000001"
GROUP = "bifrost"
TENANT = "00000000-0000-0000-0000-000000000002"
DEPLOYER = "00000000-0000-0000-0000-000000000003"
#: What ``uniqueString`` is made of.
UNIQUE = letters.ascii_lowercase + letters.digits[2:]
UNIQUE_LENGTH = 13


def unique_string(*parts: str) -> str:
    """Thirteen letters and digits by a hash: not those that Azure makes, but as many."""
    digest = hashlib.sha256("\n".join(parts).encode()).digest()
    return "".join(UNIQUE[byte % len(UNIQUE)] for byte in digest[:UNIQUE_LENGTH])


def resource_id(kind: str, *names: str) -> str:
    """The id of a resource in the group."""
    return f"{SUBSCRIPTION}/resourceGroups/{GROUP}{_provider(kind, names)}"


def subscription_resource_id(kind: str, *names: str) -> str:
    """The id of a resource in the subscription."""
    return f"{SUBSCRIPTION}{_provider(kind, names)}"


def _provider(kind: str, names: Sequence[str]) -> str:
    provider, *types = kind.split("/")
    if len(types) != len(names):
        raise ValueError(f"{kind} needs {len(types)} names, not {len(names)}")
    pairs = "/".join(f"{one}/{name}" for one, name in zip(types, names, strict=True))
    return f"/providers/{provider}/{pairs}"


def _format(pattern: str, *values: Json) -> str:
    return pattern.format(*(_text(value) for value in values))


def _text(value: Json) -> str:
    return str(value) if not isinstance(value, bool) else str(value).capitalize()


def _add(one: int, other: int) -> int:
    return one + other


def _all(*values: Json) -> bool:
    return all(values)


def _any(*values: Json) -> bool:
    return any(values)


def _empty(value: Json) -> bool:
    return not value


def _equals(one: Json, other: Json) -> bool:
    return one == other


def _greater(one: int, other: int) -> bool:
    return one > other


def _join(values: Sequence[str], sign: str) -> str:
    return sign.join(values)


def _split(value: str, sign: str) -> Sequence[str]:
    return value.split(sign)


def _lower(value: str) -> str:
    return value.lower()


def _create_array(*values: Json) -> Json:
    return [*values]


def _constant(value: Json) -> Function:
    return lambda: value


def _take(value: str, count: int) -> str:
    return value[:count]


def _replace(value: str, old: str, new: str) -> str:
    return value.replace(old, new)


def _concat(*values: Json) -> Json:
    if all(isinstance(value, list) for value in values):
        return [*chain.from_iterable(cast("Sequence[Sequence[Json]]", values))]
    return "".join(_text(value) for value in values)


def _union(*values: Json) -> Json:
    found: dict[str, Json] = {}
    for value in cast("Sequence[Mapping[str, Json]]", values):
        found |= value
    return found


def _create_object(*pairs: Json) -> Json:
    return {str(key): value for key, value in zip(pairs[::2], pairs[1::2], strict=True)}


def _guid(*parts: str) -> str:
    return str(uuid5(NAMESPACE_URL, "\n".join(parts)))


def _new_guid() -> str:
    return "11111111-2222-4333-8444-555555555555"


def _utc_now(pattern: str = "") -> str:
    return {"yyyy-MM-01": "2026-01-01"}.get(pattern, "20260115T120000Z")


ENVIRONMENT: Json = {"suffixes": {"storage": "core.windows.net", "keyvaultDns": ".vault.azure.net"}}
RESOURCE_GROUP: Json = {
    "id": f"{SUBSCRIPTION}/resourceGroups/{GROUP}",
    "location": "westeurope",
    "name": GROUP,
}
FUNCTIONS: Mapping[str, Function] = {
    "add": _add,
    "and": _all,
    "concat": _concat,
    "createArray": _create_array,
    "createObject": _create_object,
    "deployer": _constant({"objectId": DEPLOYER, "tenantId": TENANT}),
    "empty": _empty,
    "environment": _constant(ENVIRONMENT),
    "equals": _equals,
    "false": _constant(value=False),
    "format": _format,
    "greater": _greater,
    "guid": _guid,
    "join": _join,
    "length": len,
    "newGuid": _new_guid,
    "not": _empty,
    "null": _constant(None),
    "or": _any,
    "replace": _replace,
    "resourceGroup": _constant(RESOURCE_GROUP),
    "resourceId": resource_id,
    "split": _split,
    "string": _text,
    "subscriptionResourceId": subscription_resource_id,
    "take": _take,
    "tenant": _constant({"tenantId": TENANT}),
    "toLower": _lower,
    "true": _constant(value=True),
    "union": _union,
    "uniqueString": unique_string,
    "utcNow": _utc_now,
}
