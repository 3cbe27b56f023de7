"""``./bifrost upgrade`` shows, names or makes what would change."""

from pathlib import Path

from typer.testing import CliRunner

from cli.__main__ import app

OLD = b"# coding: latin-1\r\nfrom bifrost import OrganizationContext as C  # \xe9\r\n"


def test_it_shows_then_changes_and_then_there_is_nothing_left(tmp_path: Path) -> None:
    (tmp_path / "old.py").write_bytes(OLD)
    (tmp_path / "new.py").write_text("from bifrost import config\n")
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv" / "theirs.py").write_bytes(OLD)
    runner = CliRunner()

    shown = runner.invoke(app, ["upgrade", str(tmp_path)])
    assert shown.exit_code == 1
    assert "-from bifrost import OrganizationContext as C  # é" in shown.stdout
    assert (tmp_path / "old.py").read_bytes() == OLD

    changed = runner.invoke(app, ["upgrade", str(tmp_path), "--write"])
    assert (changed.exit_code, "1 file changed" in changed.stderr) == (0, True)
    after = OLD.replace(b"OrganizationContext", b"ExecutionContext")
    assert (tmp_path / "old.py").read_bytes() == after
    assert (tmp_path / ".venv" / "theirs.py").read_bytes() == OLD

    again = runner.invoke(app, ["upgrade", str(tmp_path), "--check"])
    assert (again.exit_code, again.stdout) == (0, "")


def test_a_file_that_is_no_python_is_named(tmp_path: Path) -> None:
    (tmp_path / "bad.py").write_text("import bifrost\ndef (:\n")
    (tmp_path / "worse.py").write_bytes(b"import bifrost # \xff\n")

    found = CliRunner().invoke(app, ["upgrade", str(tmp_path)])

    assert found.exit_code == 2
    assert f"{tmp_path}/bad.py:2: it is no Python that can be parsed" in found.stderr
    assert f"{tmp_path}/worse.py:1: it is no text" in found.stderr


def test_a_missing_path_is_wrong_usage(tmp_path: Path) -> None:
    assert CliRunner().invoke(app, ["upgrade", str(tmp_path / "none")]).exit_code == 2
