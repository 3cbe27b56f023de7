"""Workflows that webhooks start."""

from bifrost import workflow


@workflow
def takes_ticket(number: int = 0, title: str = "") -> dict[str, object]:
    return {"number": number, "title": title}


@workflow
def needs_a_number(number: int) -> int:
    return number
