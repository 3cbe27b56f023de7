"""Counts the dead letters of an organization anew once one is off the list, for the overview."""

from shared.call import Platform
from shared.repositories.row_keys import span

#: As many are told apart; an organization with more has at least so many.
MOST = 100


async def count(platform: Platform, org_id: str) -> None:
    """Note how many dead letters an organization has now; the timer counts those that come."""
    executions = platform.directory.executions_of(org_id)
    part = await executions.ended(span("d|"), MOST)
    await platform.directory.figures.note_dead_letters(org_id, len(part.summaries))
