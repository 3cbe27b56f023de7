"""Tools that agents of the browser tests have."""

from bifrost import workflow


@workflow(tool=True, effects="read", reaches="none", access="members", category="Samples")
async def look_up_ticket(number: int) -> dict[str, object]:
    """Look a ticket up by its number."""
    return {"number": number, "subject": "Printer on fire", "account": "bob"}


@workflow(tool=True, effects="destructive", reaches="organization", access="members")
async def close_account(name: str) -> str:
    """Close the account of a person for good."""
    return f"the account of {name} is closed"
