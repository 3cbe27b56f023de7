"""Adds and changes keys of models, for the routes of one scope and for the platform's provider."""

import hashlib
import hmac
from collections.abc import Sequence
from datetime import datetime

from pydantic import SecretStr

from shared.call import Call
from shared.errors import Conflict, Detail, InvalidInput
from shared.models.ai.endpoints import ProviderName
from shared.models.ai.keys import MOST_KEYS, LlmKey, LlmKeyCreate, LlmKeyUpdate, LlmKeyView, masked
from shared.operations.address_checks import refusal_of
from shared.repositories.ai.keys import LlmKeys, StoredLlmKey
from shared.services.ai.registry import REGISTRY
from shared.services.outbound.egress import RequestedBy, allowed_for

KIND = "llmKey"


async def add(call: Call, new: LlmKeyCreate) -> LlmKey:
    """Store a new key of the scope; the first one is its default."""
    keys = keys_of(call)
    others = await keys.all()
    if len(others) >= MOST_KEYS:
        raise Conflict(f"an organization has at most {MOST_KEYS} keys")
    key = LlmKey(
        org_id=call.caller.scope,
        name=new.name,
        url=required_url(call, new.name, new.url),
        model=new.model,
        last_four=_last_four(new.key),
        digest=_digest(call, new.key),
        is_default=new.is_default or not others,
        by_platform=call.caller.actor.is_platform_admin,
        created_by=call.caller.actor.id,
        created_at=_now(call),
    )
    await keys.add(key, new.key, others if key.is_default else ())
    call.changed(KIND, key.id, None, view(key))
    return key


async def change(call: Call, before: StoredLlmKey, wanted: LlmKeyUpdate) -> LlmKey:
    """Change a key; another address needs the key again, which was not entered for it."""
    facts = wanted.model_dump(exclude_none=True, exclude={"key"}, by_alias=False)
    url = wanted.url or before.key.url
    if url != before.key.url and wanted.key is None:
        fault = Detail(("body", "key"), "send the key for this address")
        raise InvalidInput("a key is never sent to another address than its own", [fault])
    if wanted.is_default is False and before.key.is_default:
        raise Conflict("make another key the default, and this one is none any more")
    if wanted.key is not None:
        facts |= {"digest": _digest(call, wanted.key), "last_four": _last_four(wanted.key)}
    facts |= {
        "url": required_url(call, before.key.name, url),
        "updated_by": call.caller.actor.id,
        "updated_at": _now(call),
        # A new address, or a new key, has the authority of who enters it.
        "by_platform": call.caller.actor.is_platform_admin,
    }
    key = before.key.model_copy(update=facts)
    others = await _others(call, key) if key.is_default and not before.key.is_default else ()
    await keys_of(call).replace(before, key, wanted.key, others)
    call.changed(KIND, key.id, view(before.key), view(key))
    return key


async def remove(call: Call, before: StoredLlmKey) -> None:
    """Remove a key; if it was the default, the newest of the others is."""
    others = await _others(call, before.key)
    heir = max(others, key=lambda other: other.key.created_at, default=None)
    await keys_of(call).remove(before, heir if before.key.is_default else None)
    call.changed(KIND, before.key.id, view(before.key), None)


def required_url(call: Call, name: ProviderName, url: str | None) -> str:
    """Return the address of a key; InvalidInput if it has none, or may not have this one."""
    chosen = url or REGISTRY[name].url
    if chosen is None:
        fault = Detail(("body", "url"), "this provider has no address of its own")
        raise InvalidInput("say where the provider is", [fault])
    is_platform = call.caller.actor.is_platform_admin
    by = RequestedBy.OPERATOR if is_platform else RequestedBy.ORGANIZATION
    reason = refusal_of(chosen, allowed_for(by, call.platform.settings.egress_allow))
    if reason:
        raise InvalidInput("this address cannot be used", [Detail(("body", "url"), reason)])
    return chosen


def view(key: LlmKey) -> LlmKeyView:
    facts = key.model_dump(by_alias=False, exclude={"org_id", "last_four", "digest", "by_platform"})
    return LlmKeyView(**facts, key=masked(key.last_four))


def keys_of(call: Call) -> LlmKeys:
    return call.platform.directory.llm_keys_of(call.caller.scope)


async def _others(call: Call, key: LlmKey) -> Sequence[StoredLlmKey]:
    return [other for other in await keys_of(call).all() if other.key.id != key.id]


def _last_four(key: SecretStr) -> str:
    return key.get_secret_value()[-4:]


def _digest(call: Call, key: SecretStr) -> str:
    """Return an HMAC of the key, which does not help who reads the table to guess it."""
    secret = call.platform.settings.secret_keys[0].encode()
    return hmac.digest(secret, key.get_secret_value().encode(), hashlib.sha256).hex()


def _now(call: Call) -> datetime:
    return call.platform.services.clock.now()
