"""The commands of ``./bifrost``: for authors here, for operators in ``cli.serve``."""

import asyncio
import json
import logging
import os
from collections.abc import Coroutine, Iterable
from pathlib import Path
from typing import Annotated, TypeVar, cast
from urllib.parse import urlsplit

import httpx
import typer
from pydantic import BaseModel, JsonValue
from rich.console import Console

from cli import backups, code, move, rotate_key, serve, sign_in, standalone, status, upgrade
from cli.remote import NotHere, Remote, SignedInRemote
from cli.run_data import RunData
from cli.run_result import RunResult, RunSpec
from shared.release import VERSION

HERE = "http://localhost:7071"
ROOT = Path(__file__).resolve().parents[1]
INTERRUPTED = 130
MOST_PROBLEMS = 50
EXAMPLES = """\b
Examples:
  ./bifrost run workspace/examples/hello_world.py::hello_world -p name=Ada
  ./bifrost run users.py::onboard --org contoso -p email=ada@contoso.com
  ./bifrost login https://bifrost.example.com; ./bifrost run users.py::onboard --platform
  ./bifrost run users.py::onboard --alone --config region=EU --secret api-key=...
"""
ORG = "the organization; else GLOBAL, on a platform with an administrator's rights there"
T = TypeVar("T")

# A pretty traceback shows variables, which may hold secrets.
app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
errors = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)

app.command()(serve.serve)
app.add_typer(serve.keys, name="keys")
app.add_typer(serve.admin, name="admin")
app.add_typer(code.app, name="code")

Pairs = list[str] | None
Workspace = Annotated[
    Path | None, typer.Option(help="the folder of all workflows; else that of the file")
]
Listed = Annotated[
    Path | None,
    typer.Option(help="the folder of all workflows; else BIFROST_WORKSPACE_LOCATION, or workspace"),
]
AsJson = Annotated[bool, typer.Option("--json", help="as JSON, for programs")]


def _version(spec: bool) -> None:
    if spec:
        typer.echo(f"bifrost {VERSION}")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool,
        typer.Option("--version", help="show the version", callback=_version, is_eager=True),
    ] = False,
) -> None:
    """Run and check workflows, and serve the platform, from the command line."""
    del version  # its callback has shown it
    # The commands report the files that are left out themselves, by name.
    logging.getLogger("shared.engine.code.catalog").setLevel(logging.ERROR)


@app.command(epilog=EXAMPLES)
def run(  # noqa: PLR0913  each option is one
    target: Annotated[str, typer.Argument(help="file.py::workflow")],
    param: Annotated[
        Pairs,
        typer.Option("--param", "-p", metavar="name=value", help="a parameter, repeatable"),
    ] = None,
    params_file: Annotated[Path | None, typer.Option(help="a JSON file with an object")] = None,
    org: Annotated[str | None, typer.Option(metavar="id", help=ORG)] = None,
    url: Annotated[str | None, typer.Option(help=f"a platform; else {HERE} if it runs")] = None,
    key: Annotated[
        str | None, typer.Option(envvar="BIFROST_KEY", help="its function key; here: test")
    ] = None,
    signed_in: Annotated[
        bool, typer.Option("--platform", help="where ./bifrost login signed in, without a key")
    ] = False,
    by_itself: Annotated[bool, typer.Option("--alone", help="on no platform")] = False,
    workspace: Workspace = None,
    config: Annotated[
        Pairs, typer.Option(metavar="key=text", help="alone, repeatable; or key:int=7")
    ] = None,
    secret: Annotated[
        Pairs, typer.Option(metavar="name=value", help="alone, repeatable: a secret")
    ] = None,
    connection: Annotated[
        Pairs, typer.Option(metavar="name=token", help="alone, repeatable: a connection's token")
    ] = None,
) -> None:
    """Run a workflow on a platform, or alone with the real engine; its result goes to stdout.

    Exit codes: 0 success; 1 the workflow failed, or returned success: false; 2 wrong usage;
    130 interrupted.
    """
    path, name = _file_and_name(target)
    run_data = RunData(
        _pairs(config, "--config"), _pairs(secret, "--secret"), _pairs(connection, "--connection")
    )
    if url and (by_itself or run_data):
        words = "a platform has its own: leave out --alone, --config, --secret and --connection"
        raise typer.BadParameter(words, param_hint="--url")
    if signed_in and (url or key or org or by_itself or run_data):
        words = "it is where ./bifrost login signed in: leave out the options of other places"
        raise typer.BadParameter(words, param_hint="--platform")
    root = _root(path, workspace)
    spec = RunSpec(
        workspace=root,
        file=path.relative_to(root).as_posix(),
        name=name,
        given=_from_file(params_file),
        texts=_pairs(param, "--param"),
        org_id=org,
        run_data=run_data,
    )
    if signed_in:
        _end(_wait(_run_signed_in(spec)))
    is_alone = by_itself or bool(run_data)
    _end(_wait(_run(spec, None if is_alone else (url or HERE), key, is_asked_for=bool(url))))


def _file_and_name(target: str) -> tuple[Path, str]:
    """The file and the workflow's name of ``file.py::workflow``; BadParameter if one is missing."""
    file, _, name = target.partition("::")
    path = Path(file).resolve()
    if name and not path.is_file():
        raise typer.BadParameter(f"{file}: there is no such file")
    if not name:
        raise typer.BadParameter(f"{target}: name a file and its workflow, as in users.py::onboard")
    return path, name


@app.command("list")
def list_workflows(workspace: Listed = None, as_json: AsJson = False) -> None:
    """List the workflows and data providers of a folder, and its problems."""
    found = _wait(standalone.everything(_folder(workspace)))
    if as_json:
        _print(found)
    for one in () if as_json else (*found.workflows, *found.data_providers):
        typer.echo(f"{one.name:<30} {one.relative_file_path}:{one.line}  {one.description}")
    for problem in found.problems[:MOST_PROBLEMS]:
        known = problem.file in problem.message
        errors.print(problem.message if known else f"{problem.file}: {problem.message}")
    if found.problems:
        errors.print(_left_out(len(found.problems)))
    raise typer.Exit(1 if found.problems else 0)


@app.command()
def validate(
    file: Annotated[Path, typer.Argument(help="file.py")],
    workspace: Workspace = None,
    as_json: AsJson = False,
) -> None:
    """Check a file as the platform would, in a process of its own."""
    path = file.resolve()
    if not path.is_file():
        raise typer.BadParameter(f"{file}: there is no such file")
    root = _root(path, workspace)
    report = _wait(standalone.check(root, path.relative_to(root).as_posix()))
    if as_json:
        _print(report)
    for issue in () if as_json else report.issues:
        errors.print(f"{file}:{issue.line or 1}: {issue.severity}: {issue.message}")
    if report.valid and not as_json:
        typer.echo(f"{file} is valid")
    raise typer.Exit(0 if report.valid else 1)


app.command("move", epilog=move.EXAMPLES)(move.move)
app.command("backup")(backups.backup)
app.command("restore", epilog=backups.EXAMPLES)(backups.restore)
app.command("login")(sign_in.login)
app.command("logout")(sign_in.logout)
app.command("status")(status.status)
app.command("upgrade", epilog=upgrade.EXAMPLES)(upgrade.upgrade)
app.command("rotate-key")(rotate_key.rotate_key)


async def _run(spec: RunSpec, url: str | None, key: str | None, *, is_asked_for: bool) -> RunResult:
    """Run on the platform if it has the workflow, else alone unless --url asks for a platform."""
    if url is None:
        return await standalone.run(spec, _say)
    is_here = urlsplit(url).hostname in ("localhost", "127.0.0.1")
    async with Remote(url, key or ("test" if is_here else ""), spec.org_id) as remote:
        try:
            return await _there(remote, spec, is_asked_for=is_asked_for)
        except httpx.HTTPError as error:
            return RunResult(error=f"{url} did not answer: {error or type(error).__name__}")
        except NotHere as reason:
            if is_asked_for:
                return RunResult(error=str(reason), is_usage=True)
            errors.print(f"running alone: {reason}")
    return await standalone.run(spec, _say)


async def _run_signed_in(spec: RunSpec) -> RunResult:
    """Run where ``./bifrost login`` signed in."""
    entry = sign_in.kept()
    if entry is None:
        return RunResult(error="sign in first: ./bifrost login URL", is_usage=True)
    async with SignedInRemote(entry) as remote:
        try:
            return await _there(remote, spec, is_asked_for=True)
        except httpx.HTTPError as error:
            return RunResult(error=f"{entry.url} did not answer: {error or type(error).__name__}")
        except NotHere as reason:
            return RunResult(error=str(reason), is_usage=True)


async def _there(remote: Remote, spec: RunSpec, *, is_asked_for: bool) -> RunResult:
    """Run on a platform; with --url also a workflow that it does not list: it says why not."""
    await remote.greet()
    found = await remote.parameters(spec.name)
    if found is not None:
        errors.print(f"running on {remote.url}, with the code that it has (--alone runs the file)")
    elif not is_asked_for:
        raise NotHere(f"{remote.url} has no workflow {spec.name!r}")
    return await remote.run(spec, found, _say)


def _wait(work: Coroutine[object, object, T]) -> T:
    try:
        return asyncio.run(work)
    except KeyboardInterrupt:
        errors.print("interrupted: the run is cancelled")
        raise typer.Exit(INTERRUPTED) from None


def _root(path: Path, given: Path | None) -> Path:
    """Return a file's workspace: --workspace, the setting, this project's, or its folder."""
    chosen = [os.environ.get("BIFROST_WORKSPACE_LOCATION"), ROOT / "workspace"]
    known = [Path(folder).resolve() for folder in chosen if folder]
    if given is None:
        return next((folder for folder in known if path.is_relative_to(folder)), path.parent)
    root = _folder(given)
    if not path.is_relative_to(root):
        raise typer.BadParameter(f"{path} is not in {root}", param_hint="--workspace")
    return root


def _left_out(count: int) -> str:
    """Return the last line of a list with problems: their number, and how to see the rest."""
    rest = f", of which {count - MOST_PROBLEMS} are not shown: see --json"
    things = "1 problem" if count == 1 else f"{count} problems"
    return f"{things}: what they name is left out{rest if count > MOST_PROBLEMS else ''}"


def _folder(given: Path | None) -> Path:
    """Return the folder of all workflows: --workspace, the setting, ``workspace``, or here."""
    here = Path.cwd()
    known = [Path(text) for text in [os.environ.get("BIFROST_WORKSPACE_LOCATION")] if text]
    known += [here / "workspace"] if (here / "workspace").is_dir() else []
    known += [ROOT / "workspace"] if here.is_relative_to(ROOT) else []
    root = (given or next(iter(known), here)).resolve()
    if not root.is_dir():
        raise typer.BadParameter(f"{root}: there is no such folder", param_hint="--workspace")
    return root


def _say(level: str, message: str) -> None:
    errors.print(f"{level:<8} {message}")


def _print(found: BaseModel) -> None:
    typer.echo(found.model_dump_json(indent=2))


def _end(run_result: RunResult) -> None:
    if run_result.error is None:
        typer.echo(json.dumps(run_result.result, indent=2, ensure_ascii=False))
    else:
        errors.print(run_result.error)
    if run_result.is_flawed:
        errors.print("CompletedWithErrors: the workflow returned success: false")
    raise typer.Exit(run_result.exit_code)


def _pairs(texts: Iterable[str] | None, option: str) -> dict[str, str]:
    return dict(_pair(text, option) for text in texts or ())


def _pair(text: str, option: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name:
        # The text may be a secret, so it is not repeated.
        raise typer.BadParameter("write name=value", param_hint=option)
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
    app(prog_name="./bifrost")
