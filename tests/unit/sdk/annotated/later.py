"""Every annotation is a text here, and some of what they name is for type checkers only."""

# pyright: reportUnknownParameterType=false

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Dict, List, NamedTuple, TypedDict  # noqa: UP035

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from datetime import date

    from sdk.context import ExecutionContext
    from sdk.fields import Field
    from tests.unit.sdk.annotated.elsewhere import Colour, Nowhere  # pyright: ignore


@dataclass
class Address:
    since: date
    colour: Colour


class Seat(TypedDict):
    until: date


class Row(NamedTuple):
    day: date


def everything(
    day: date,
    moment: dt.datetime,
    days: Sequence[date],
    colour: Colour | None,
    address: Address,
    seat: Seat,
    rows: list[Row],
    size: Annotated[int, Field(ge=1)],
    bare: List,  # pyright: ignore  # noqa: UP006
    bare_too: Dict,  # pyright: ignore  # noqa: UP006
    anything: Any,
    run: ExecutionContext | None = None,
) -> Nowhere: ...


def unknown(client: Nowhere) -> None: ...


def unknown_too(first: date, clients: list[Undefined]) -> None: ...  # noqa: F821  # pyright: ignore
