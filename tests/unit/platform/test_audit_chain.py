"""Any change of any entry is found."""

import json
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pydantic import JsonValue

from shared.models.audit import AuditActor, AuditEntry, AuditOutcome, AuditPhase
from shared.repositories.audit.chain import GENESIS, Head, Link, Walk, chained, hash_of
from shared.repositories.audit.rows import columns_of, entry_from, kept, short

NOW = datetime(2026, 1, 2, 3, 4, 5, 678901, tzinfo=UTC)
START = Head(None, 0, GENESIS)

OBJECTS = st.none() | st.dictionaries(
    st.text(max_size=5),
    st.recursive(
        st.none()
        | st.booleans()
        | st.integers()
        | st.floats(allow_nan=False, allow_infinity=False)
        | st.text(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
        max_leaves=5,
    ),
    max_size=3,
)
TEXTS = st.none() | st.text(max_size=10)
ACTORS = st.builds(
    AuditActor, kind=st.text(), id=st.text(), name=st.text(), address=st.none() | st.text()
)
FIELDS: dict[str, st.SearchStrategy[object]] = {
    "sequence": st.integers(0, 100),
    "id": st.uuids(),
    "at": st.datetimes(timezones=st.just(UTC)),
    "phase": st.sampled_from(AuditPhase),
    "intent_sequence": st.none() | st.integers(1, 100),
    "operation": st.text(max_size=10),
    "actor": ACTORS,
    "org_id": st.sampled_from(["acme", "globex"]),
    "object_kind": TEXTS,
    "object_id": TEXTS,
    "outcome": st.none() | st.sampled_from(AuditOutcome),
    "error": TEXTS,
    "request_id": TEXTS,
    "execution_id": TEXTS,
    "before": OBJECTS,
    "after": OBJECTS,
    "previous_hash": st.text("0123456789abcdef", min_size=64, max_size=64),
    "hash": st.text("0123456789abcdef", min_size=64, max_size=64),
}


def entry(number: int, **changes: object) -> AuditEntry:
    plain = AuditEntry(
        sequence=0,
        id=UUID(int=number),
        at=NOW + timedelta(seconds=number),
        phase=AuditPhase.EVENT,
        operation="organization.update",
        actor=AuditActor(kind="user", id="7", name="Ana", address="192.0.2.1"),
        org_id="acme",
        object_kind="organization",
        object_id="acme",
        before={"name": "Acme", "domain": None},
        after={"name": "Acme Ltd", "limit": 1.5},
    )
    return plain.model_copy(update=changes)


def walked(entries: list[AuditEntry]) -> Walk:
    """What a walk over rows that are in their right places finds."""
    walk = Walk("acme")
    for place in range(len(entries), 0, -1):
        walk.step(Link(place, entries[place - 1]))
    return walk


def test_what_was_written_is_sound() -> None:
    walk = walked(chained([entry(number) for number in range(5)], START))

    assert (walk.broken, walk.checked) == (None, 5)


def test_every_field_is_covered() -> None:
    assert set(FIELDS) == set(AuditEntry.model_fields)


@given(
    place=st.integers(1, 4),
    change=st.sampled_from(sorted(FIELDS)).flatmap(
        lambda name: st.tuples(st.just(name), FIELDS[name])
    ),
)
def test_any_change_of_any_field_is_found(place: int, change: tuple[str, object]) -> None:
    entries = chained([entry(number) for number in range(4)], START)
    name, value = change
    assume(getattr(entries[place - 1], name) != value)

    entries[place - 1] = entries[place - 1].model_copy(update={name: value})

    found = walked(entries).broken
    assert found is not None
    assert found.sequence == place


@given(place=st.integers(1, 3), after=OBJECTS)
def test_a_change_with_a_new_hash_is_found_at_the_next_entry(
    place: int, after: dict[str, JsonValue] | None
) -> None:
    entries = chained([entry(number) for number in range(4)], START)
    assume(entries[place - 1].after != after)

    changed = entries[place - 1].model_copy(update={"after": after})
    entries[place - 1] = changed.model_copy(update={"hash": hash_of(changed)})

    found = walked(entries).broken
    assert found is not None
    assert found.sequence == place + 1


@given(order=st.permutations(range(4)))
def test_any_other_order_is_found(order: list[int]) -> None:
    assume(order != sorted(order))
    entries = chained([entry(number) for number in range(4)], START)

    found = walked([entries[number] for number in order]).broken

    assert found is not None
    assert found.sequence == next(i + 1 for i, number in enumerate(order) if i != number)


@given(changes=st.fixed_dictionaries({"before": OBJECTS, "after": OBJECTS, "actor": ACTORS}))
def test_a_row_gives_back_what_was_hashed(changes: dict[str, object]) -> None:
    (written,) = chained([entry(1, **changes)], START)

    read = entry_from(columns_of(written))

    assert read == written
    assert read is not None
    assert hash_of(read) == written.hash


def test_the_absence_of_a_value_is_not_an_empty_one() -> None:
    objects: list[dict[str, JsonValue] | None] = [
        None,
        {},
        {"a": None},
        {"a": ""},
        {"a": []},
        {"b": None},
    ]

    hashes = {hash_of(entry(1, before=thing)) for thing in objects}

    assert len(hashes) == 6


@pytest.mark.parametrize(
    "thing",
    [
        {"text": "x" * 20_000},
        {"deep": json.loads("[" * 900 + "]" * 900)},
        {"text": "\ud800"},
        {"number": 10**5000},
    ],
)
def test_what_a_row_cannot_hold_is_replaced_by_a_reason(thing: dict[str, object]) -> None:
    found = kept(thing)

    assert found is not None
    assert list(found) == ["omitted"]


def test_what_contains_itself_is_kept_somehow() -> None:
    thing: dict[str, object] = {}
    thing["self"] = thing

    assert kept(thing)


def test_objects_of_python_are_kept_as_json() -> None:
    thing = {"at": NOW, "id": UUID(int=1), "nan": float("nan"), "raw": b"\xff", "set": {1}}

    assert kept(thing) == {
        "at": "2026-01-02T03:04:05.678901Z",
        "id": "00000000-0000-0000-0000-000000000001",
        "nan": None,
        "raw": "_w==",
        "set": [1],
    }


def test_long_texts_are_cut() -> None:
    assert short("é\ud800" * 1000) == "é?" * 250
