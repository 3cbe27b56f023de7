"""``./bifrost code``: a model helps with a file, on the platform where one is signed in.

What it writes is shown as a diff; only ``--write`` changes files, and only files here.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, cast

import httpx
import typer

from cli import sign_in
from cli.sign_in import KeptSignIn

#: A platform answers within its own limit, and what is between it and here adds to that.
SECONDS = 120

app = typer.Typer(no_args_is_help=True, help="Let a model write, mend, test, explain or review.")

File = Annotated[Path, typer.Argument(help="a file of the workspace; it need not exist yet")]
Root = Annotated[
    Path | None, typer.Option("--workspace", help="the folder of all workflows; else the current")
]
Org = Annotated[str | None, typer.Option(metavar="id", help="the organization; else GLOBAL")]
Write = Annotated[bool, typer.Option("--write", help="write what is shown into the files")]
Body = Mapping[str, object]


@app.command()
def generate(
    file: File, prompt: str, workspace: Root = None, org: Org = None, write: Write = False
) -> None:
    """Write a file, or change it, as PROMPT says; its tests have run."""
    _draft("generate", file, workspace, org, {"prompt": prompt}, write=write)


@app.command("tests")
def write_tests(file: File, workspace: Root = None, org: Org = None, write: Write = False) -> None:
    """Write tests of a file; they have run."""
    _draft("tests", file, workspace, org, {}, write=write)


@app.command()
def fix(
    file: File,
    error: Annotated[str, typer.Option(help="what is wrong")] = "",
    execution: Annotated[str | None, typer.Option(metavar="id", help="a failed run")] = None,
    workspace: Root = None,
    org: Org = None,
    write: Write = False,
) -> None:
    """Mend a file that fails, by an error or by a failed run; its tests have run."""
    body = {"error": error, **({"executionId": execution} if execution else {})}
    _draft("fix", file, workspace, org, body, write=write)


@app.command()
def explain(
    file: File,
    question: Annotated[str, typer.Option(help="what to explain")] = "",
    workspace: Root = None,
    org: Org = None,
) -> None:
    """Explain a file."""
    found = _asked("explain", file, workspace, org, {"question": question})
    typer.echo(found["text"])


@app.command()
def review(file: File, workspace: Root = None, org: Org = None) -> None:
    """Review a file; also without a model, by Bifrost's own checks."""
    found = _asked("review", file, workspace, org, {})
    _say(file, found)
    if found["whyNot"]:
        typer.echo(f"no model was asked: {found['whyNot']}", err=True)
    faults = [one for one in cast("list[Body]", found["findings"]) if one["severity"] == "error"]
    raise typer.Exit(1 if faults else 0)


def _draft(
    what: str, file: Path, root: Path | None, org: str | None, body: Body, *, write: bool
) -> None:
    """Show a draft; exit with 1 if it has faults, which does not keep ``--write`` from writing."""
    found = _asked(what, file, root, org, body)
    base = _base(root)
    for each in cast("list[dict[str, str]]", found["files"]):
        typer.echo(each["diff"], nl=False)
        if write:
            target = base / each["path"]
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(each["content"])
    _say(file, found)
    report = cast("dict[str, object]", found["tests"])
    for test in cast("list[Body]", report["tests"]):
        typer.echo(f"{test['outcome']:<8} {test['name']}", err=True)
    typer.echo(report["reason"] or found["notes"], err=True)
    raise typer.Exit(0 if found["isClean"] else 1)


def _say(file: Path, found: Body) -> None:
    for one in cast("list[Body]", found["findings"]):
        typer.echo(f"{file}:{one['line'] or 1}: {one['severity']}: {one['text']}", err=True)


def _asked(what: str, file: Path, root: Path | None, org: str | None, body: Body) -> Body:
    """Ask the platform about a file, with its content as it is here."""
    entry = sign_in.kept()
    if entry is None:
        raise typer.BadParameter("sign in first: ./bifrost login URL")
    path = file.resolve()
    if not path.is_relative_to(_base(root)):
        raise typer.BadParameter(f"{file} is not in {_base(root)}", param_hint="--workspace")
    asked = {**body, "path": path.relative_to(_base(root)).as_posix()}
    if path.is_file():
        asked["content"] = path.read_text()
    return _answer(entry, f"/api/code/{what}", asked, org)


def _answer(entry: KeptSignIn, place: str, body: Body, org: str | None) -> Body:
    headers = {**entry.headers, "X-Organization-Id": org or "GLOBAL"}
    try:
        answer = httpx.post(f"{entry.url}{place}", json=body, headers=headers, timeout=SECONDS)
    except httpx.HTTPError as error:
        typer.echo(f"{entry.url} did not answer: {error or type(error).__name__}", err=True)
        raise typer.Exit(2) from error
    if not answer.is_success:
        typer.echo(_problem(answer), err=True)
        raise typer.Exit(2)
    return cast("Body", answer.json())


def _problem(answer: httpx.Response) -> str:
    try:
        return str(answer.json()["message"])
    except (ValueError, KeyError, TypeError):
        return f"the platform answered {answer.status_code}"


def _base(root: Path | None) -> Path:
    return (root or Path.cwd()).resolve()
