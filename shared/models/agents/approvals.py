"""Approvals: what a person is asked before a call of a tool runs, and what they said."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, JsonValue

from shared.models.agents.records import Approvers
from shared.models.base import Model


class ApprovalState(StrEnum):
    """An approval is used once: ``CONSUMED`` is the end of an approved one."""

    PENDING = "pending"
    APPROVED = "approved"
    DENIED = "denied"
    CONSUMED = "consumed"
    VOID = "void"


class Approval(Model):
    """One question about one call; ``digest`` binds it to the tool, the arguments and the code."""

    id: UUID
    org_id: str
    run: UUID
    agent_id: UUID
    agent_name: str
    call_id: str
    tool: str
    arguments: dict[str, JsonValue]
    digest: str
    code_version: str
    effects: Literal["read", "write", "destructive"]
    reason: str
    approvers: Approvers
    approver_roles: tuple[str, ...] = ()
    asked_by: str
    asked_by_name: str
    asked_at: datetime
    expires_at: datetime
    state: ApprovalState = ApprovalState.PENDING
    decided_by: str | None = None
    decided_by_name: str | None = None
    decided_at: datetime | None = None
    words: str = ""
    is_edited: bool = False
    execution_id: UUID | None = None
    consumed_at: datetime | None = None


class ApprovalView(Approval):
    is_expired: bool
    may_decide: bool = Field(description="Whether the caller may approve or deny it.")


class ApprovalWrite(Model):
    """What a person says. ``digest`` is that of what they saw: another one is 409."""

    digest: Annotated[str, Field(max_length=64)]
    words: Annotated[str, Field(max_length=2000)] = ""
    arguments: dict[str, JsonValue] | None = Field(
        default=None, description="What the call runs with in place of the model's arguments."
    )


class DenialWrite(Model):
    words: Annotated[str, Field(max_length=2000)] = Field(
        default="", description="What the model is told."
    )


def digest_of(tool: str, arguments: Mapping[str, JsonValue], code_version: str) -> str:
    """Return what an approval is bound to; canonical, so that no order of keys matters."""
    text = json.dumps([tool, {**arguments}, code_version], sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()
