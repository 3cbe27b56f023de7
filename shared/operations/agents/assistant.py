"""Bifrost's own assistant: the agent of conversations that name no other. It has no row."""

from datetime import UTC, datetime
from uuid import UUID

from shared.models.agents.records import Agent, SystemTool

ASSISTANT_ID = UUID("0b1f2057-0000-7000-8000-000000000001")
NAME = "Assistant"
PROMPT = (
    "You are the assistant of a platform for automation of IT services. Answer briefly and in plain"
    " words. For questions about the organization, its customers, devices or procedures, search its"
    " documents first."
)


def assistant(org_id: str) -> Agent:
    """Return the assistant of an organization."""
    return Agent(
        id=ASSISTANT_ID,
        org_id=org_id,
        name=NAME,
        description="Answers from the organization's documents.",
        system_prompt=PROMPT,
        system_tools=(SystemTool.SEARCH_KNOWLEDGE, SystemTool.ASK_USER),
        max_iterations=10,
        created_by="bifrost",
        created_at=datetime(2026, 1, 1, tzinfo=UTC),
    )
