"""How commands on stores read the name of a store, and the settings that lead there."""

import json
from pathlib import Path

import pytest
import typer

from cli import stores

LINES = "# words\nBIFROST_STORE=sqlite:/a\nexport BIFROST_BACKUP_HOURS='6'\n"
UNIT = """\
[Service]
ExecStart=/opt/bifrost/bifrost serve
Environment=BIFROST_STORE=sqlite:/a
Environment="BIFROST_BACKUP_HOURS=6"
"""
JSON = json.dumps({"Values": {"BIFROST_STORE": "sqlite:/a", "BIFROST_BACKUP_HOURS": "6"}})


def test_azurites_own_folder_stands_for_the_data_folder_around_it(tmp_path: Path) -> None:
    (tmp_path / "azurite").mkdir()
    (tmp_path / "azurite" / "__azurite_db_table__.json").touch()

    named = [
        stores.parse(f"azurite:{folder}", "--from") for folder in (tmp_path, tmp_path / "azurite")
    ]

    assert named == [stores.StoreSpec("azurite", tmp_path)] * 2


@pytest.mark.parametrize("text", ["", "sqlite:", "azure:x", "azurite", "postgres:x", "/folder"])
def test_other_names_are_refused_with_those_that_are_known(text: str) -> None:
    with pytest.raises(typer.BadParameter, match="sqlite:<folder>, azure, or azurite:"):
        stores.parse(text, "--from")


@pytest.mark.parametrize("text", [LINES, UNIT, JSON])
def test_settings_come_from_lines_a_unit_or_json(tmp_path: Path, text: str) -> None:
    file = tmp_path / "settings"
    file.write_text(text)

    values = stores.values_of(file)

    assert stores.sqlite_folder(None, values) == Path("/a")
    assert stores.settings_of(values).backup_hours == 6


def test_unusable_settings_are_named_without_their_values() -> None:
    with pytest.raises(typer.BadParameter, match="BIFROST_BACKUPS_KEPT") as refused:
        stores.settings_of({"BIFROST_BACKUPS_KEPT": "hunter2"})

    assert "hunter2" not in str(refused.value)
