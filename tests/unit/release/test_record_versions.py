"""Records of older releases are upgraded when they are read, and those of newer ones refused."""

import re

import pytest

from shared.models.base import Model
from shared.release import SCHEMA
from shared.repositories.record_versions import (
    NewerRecord,
    Upgrade,
    record_of,
    upgraded,
    version_of,
)
from tests.support.documents import ROOT

IN_TWO_STEPS: dict[tuple[str, int], Upgrade] = {
    ("Printer", 1): lambda found: {"name": found["title"], "where": found["room"]},
    ("Printer", 2): lambda found: {"name": found["name"], "place": {"room": found["where"]}},
}

NEXT = SCHEMA + 1


class Place(Model):
    room: str


class Printer(Model):
    name: str
    place: Place


def read(text: str, version: int) -> Printer:
    return upgraded(Printer, text, version, newest=3, upgrades=IN_TWO_STEPS)


def test_each_version_comes_to_the_same() -> None:
    found = [
        read('{"title": "Ada", "room": "4b"}', 1),
        read('{"name": "Ada", "where": "4b"}', 2),
        read('{"name": "Ada", "place": {"room": "4b"}}', 3),
    ]
    assert found == [Printer(name="Ada", place=Place(room="4b"))] * 3


def test_a_class_whose_shape_stayed_needs_no_step() -> None:
    assert upgraded(Place, '{"room": "4b"}', 1, newest=3, upgrades=IN_TWO_STEPS).room == "4b"


def test_a_newer_record_is_refused_in_words() -> None:
    with pytest.raises(NewerRecord, match=rf"schema {NEXT}; this one reads up to {SCHEMA}.*backup"):
        record_of(Place, {"v": str(NEXT), "record": '{"room": "4b"}'})


def test_a_row_without_a_version_is_of_the_first() -> None:
    assert version_of({}) == 1
    assert record_of(Place, {"record": '{"room": "4b"}'}).room == "4b"


def test_no_repository_reads_a_record_without_its_version() -> None:
    direct = re.compile(r"model_validate_json\((?:row\.)?columns\[")
    found = [
        path.name
        for path in (ROOT / "shared" / "repositories").rglob("*.py")
        if direct.search(path.read_text())
    ]
    assert found == []
