"""An agent: its words, its tools, and what it may do without asking."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal, Self
from uuid import UUID, uuid4

from pydantic import Field, JsonValue, StringConstraints, model_validator

from shared.models.agents.evals import MOST_CHARACTERS, MOST_EVALS, AgentEval
from shared.models.base import Model, OrLeftOut, WorkflowName

MOST_PROMPT = 50_000
MOST_TOOLS = 100
MOST_DELEGATES = 20
MOST_AGENTS = 500

AgentName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
RoleNames = Annotated[
    tuple[Annotated[str, StringConstraints(min_length=1, max_length=100)], ...],
    Field(max_length=100),
    OrLeftOut,
]


class AccessLevel(StrEnum):
    """Who may run an agent: every member, those with one of its roles, or who made it."""

    AUTHENTICATED = "authenticated"
    ROLE_BASED = "role_based"
    PRIVATE = "private"


class ToolPolicy(StrEnum):
    """What becomes of a call of a tool before it runs."""

    AUTO = "auto"
    ASK = "ask"
    DENY = "deny"


class SystemTool(StrEnum):
    """Tools of Bifrost's own, which an agent has if it names them."""

    SEARCH_KNOWLEDGE = "search_knowledge"
    ASK_USER = "ask_user"
    READ_RESULT = "read_result"


class Approvers(StrEnum):
    """Who may approve; everyone needs the right to run the tool as well."""

    CALLER = "caller"
    ROLE = "role"
    NOT_THE_CALLER = "not-the-caller"


class AgentWrite(Model):
    """An agent as its author writes it; a save replaces all of it."""

    name: AgentName
    description: Annotated[str, Field(max_length=2000)] = ""
    system_prompt: Annotated[str, Field(max_length=MOST_PROMPT)] = ""
    is_active: bool = True
    access_level: AccessLevel = AccessLevel.AUTHENTICATED
    roles: RoleNames = ()
    tool_ids: Annotated[tuple[WorkflowName, ...], Field(max_length=MOST_TOOLS), OrLeftOut] = Field(
        default=(), description="Names of workflows that say `tool=True`."
    )
    delegated_agent_ids: Annotated[
        tuple[UUID, ...], Field(max_length=MOST_DELEGATES), OrLeftOut
    ] = ()
    system_tools: Annotated[tuple[SystemTool, ...], Field(max_length=20), OrLeftOut] = ()
    knowledge_sources: Annotated[
        tuple[Annotated[str, StringConstraints(min_length=1, max_length=64)], ...],
        Field(max_length=20),
        OrLeftOut,
    ] = Field(
        default=(),
        description="Where `search_knowledge` looks; all that the caller reads if empty.",
    )
    tool_policy: Annotated[
        dict[WorkflowName, ToolPolicy], Field(max_length=MOST_TOOLS), OrLeftOut
    ] = Field(
        default_factory=dict[str, ToolPolicy],
        description="What differs from the tools' own words; `auto` for a destructive one is"
        " a platform administrator's.",
    )
    approvers: Approvers = Approvers.CALLER
    approver_roles: RoleNames = ()
    llm_model: Annotated[str, Field(max_length=200)] | None = None
    llm_max_tokens: Annotated[int, Field(ge=1, le=200_000)] = 4096
    temperature: Annotated[float, Field(ge=0, le=2)] | None = None
    output_schema: dict[str, JsonValue] | None = None
    max_iterations: Annotated[int, Field(ge=1, le=200)] = 50
    max_tool_calls: Annotated[int, Field(ge=0, le=1000)] = 100
    max_token_budget: Annotated[int, Field(ge=1000, le=1_000_000)] = 100_000
    max_run_timeout: Annotated[int, Field(ge=10, le=1800)] = Field(
        default=1800, description="Seconds at a stretch; while it waits, no time counts."
    )
    run_dollars: Annotated[float, Field(ge=0, le=1_000_000)] | None = Field(
        default=None, description="What one run may cost, besides the organization's budgets."
    )
    monthly_dollars: Annotated[float, Field(ge=0, le=1_000_000)] | None = Field(
        default=None, description="What all runs of this agent may cost in a calendar month (UTC)."
    )
    accepts_risk: bool = Field(
        default=False,
        description="Confirms that its tools together read private data, read words of strangers,"
        " and reach the outside.",
    )
    evals: Annotated[tuple[AgentEval, ...], Field(max_length=MOST_EVALS), OrLeftOut] = Field(
        default=(), description="Cases that POST /api/agents/{id}/evals runs."
    )

    @model_validator(mode="after")
    def _names_only_its_tools(self) -> Self:
        others = sorted({*self.tool_policy} - {*self.tool_ids})
        if others:
            raise ValueError(f"toolPolicy names {others[0]!r}, which is none of its tools")
        if self.access_level is AccessLevel.ROLE_BASED and not self.roles:
            raise ValueError("name the roles that may use it, or choose another accessLevel")
        if self.approvers is Approvers.ROLE and not self.approver_roles:
            raise ValueError("name the approverRoles, or choose other approvers")
        names = [case.name for case in self.evals]
        if len({*names}) < len(names):
            raise ValueError("two evals have one name")
        if sum(len(case.model_dump_json()) for case in self.evals) > MOST_CHARACTERS:
            raise ValueError(f"the evals have more than {MOST_CHARACTERS} characters")
        return self


class Agent(AgentWrite):
    """An agent as stored. Every save is a version; a run keeps the one that it began with."""

    id: UUID = Field(default_factory=uuid4)
    org_id: str
    version: int = 1
    created_by: str
    created_at: datetime
    updated_by: str | None = None
    updated_at: datetime | None = None
    source_file: str | None = Field(
        default=None, description="The file of the workspace that it is, which only changes there."
    )

    @property
    def words(self) -> dict[str, object]:
        """What its author wrote."""
        return {name: getattr(self, name) for name in AgentWrite.model_fields}


class AgentView(Agent):
    """An agent; ``missingTools`` name workflows that are gone, or no tools any more."""

    is_global: bool
    missing_tools: tuple[str, ...] = ()


class AgentSummary(Model):
    """An agent in a list."""

    id: UUID
    name: str
    description: str
    is_active: bool
    is_global: bool
    is_file: bool
    access_level: AccessLevel
    tool_ids: tuple[str, ...]
    llm_model: str | None
    version: int
    updated_at: datetime


class ToolView(Model):
    """A tool as an agent has it. ``policy`` is what becomes of a call.

    ``tainted`` is what becomes of one after the run has read words of strangers.
    """

    name: str
    description: str
    parameters: dict[str, JsonValue]
    effects: Literal["read", "write", "destructive"]
    reaches: Literal["none", "organization", "world"]
    idempotent: bool
    returns_untrusted: bool
    approval: Literal["never", "ask", "always"]
    policy: ToolPolicy
    tainted: ToolPolicy


def agent_of(written: AgentWrite, **facts: object) -> Agent:
    """Return the stored agent of what was written."""
    fields = {name: getattr(written, name) for name in AgentWrite.model_fields}
    return Agent.model_validate({**fields, **facts})


def summary_of(agent: Agent, *, is_global: bool) -> AgentSummary:
    return AgentSummary(
        id=agent.id,
        name=agent.name,
        description=agent.description,
        is_active=agent.is_active,
        is_global=is_global,
        is_file=agent.source_file is not None,
        access_level=agent.access_level,
        tool_ids=agent.tool_ids,
        llm_model=agent.llm_model,
        version=agent.version,
        updated_at=agent.updated_at or agent.created_at,
    )
