"""``./bifrost``: what authors run from the command line."""

import asyncio
import json
from pathlib import Path
from typing import Annotated, cast

import typer
from pydantic import JsonValue
from rich.console import Console

from infra.cli import alone
from infra.cli.ending import Ending

app = typer.Typer(no_args_is_help=True, add_completion=False)
errors = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)

Params = Annotated[
    list[str] | None,
    typer.Option("--param", "-p", help="name=value; it becomes what the parameter is"),
]


@app.callback()
def main() -> None:
    """Run workflows from the command line."""


@app.command()
def run(
    target: Annotated[str, typer.Argument(help="file.py::workflow")],
    param: Params = None,
    params_file: Annotated[Path | None, typer.Option(help="a JSON file with an object")] = None,
    org: Annotated[str | None, typer.Option(help="the organization; GLOBAL without it")] = None,
) -> None:
    """Run a workflow with the real engine over its file's folder; its result goes to stdout.

    Exit codes: 0 it went well, 1 it failed, 2 it could not be asked for so.
    """
    file, _, name = target.partition("::")
    path = Path(file).resolve()
    if not name or not path.is_file():
        raise typer.BadParameter(f"{target}: name a file and its workflow, as in users.py::onboard")
    texts = dict(_pair(text) for text in param or [])
    files = alone.files_of(path.parent)
    wanted = alone.Wanted(files, name, _from_file(params_file), texts, org)
    _end(asyncio.run(alone.run(wanted, _say)))


def _say(level: str, message: str) -> None:
    errors.print(f"{level:<8} {message}")


def _end(ending: Ending) -> None:
    if ending.error is None:
        typer.echo(json.dumps(ending.result, indent=2, ensure_ascii=False))
    else:
        errors.print(ending.error)
    raise typer.Exit(ending.exit_code)


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise typer.BadParameter(f"{text!r}: write name=value", param_hint="--param")
    return name, value


def _from_file(file: Path | None) -> dict[str, JsonValue]:
    if file is None:
        return {}
    try:
        found: object = json.loads(file.read_text())
    except (OSError, ValueError) as error:
        raise typer.BadParameter(f"{file}: {error}", param_hint="--params-file") from error
    if not isinstance(found, dict):
        raise typer.BadParameter(f"{file} does not hold a JSON object", param_hint="--params-file")
    return cast("dict[str, JsonValue]", found)


if __name__ == "__main__":
    app()
