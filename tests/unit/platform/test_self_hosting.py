"""What docs/self-hosting.md gives an operator to copy: the unit, the container, the proxies."""

import json
import re
import shlex
from configparser import ConfigParser
from functools import cache
from pathlib import Path

import pytest
import typer

from cli.__main__ import app
from host.serve.forwarded import ProxyNetworks
from host.serve.start import DRAIN_SECONDS
from shared.settings import Settings
from tests.support.documents import ROOT, blocks_of

PAGE = ROOT / "docs" / "self-hosting.md"
INSTRUCTIONS = {
    *("FROM", "RUN", "WORKDIR", "COPY", "ENV", "USER", "VOLUME", "EXPOSE", "STOPSIGNAL"),
    *("ENTRYPOINT", "CMD"),
}
#: What takes a layer of the sandbox away, or the platform's own work.
HARMFUL = {"SystemCallFilter", "MemoryDenyWriteExecute", "ProcSubset", "PrivateUsers"}
COMMAND = re.compile(r"`\./bifrost ([^`]+)`")


def block(language: str) -> str:
    (found,) = [each.text for each in blocks_of(PAGE) if each.language == language]
    return found


@cache
def options() -> dict[str, set[str]]:
    """The options of each command of ``./bifrost``."""
    group = typer.main.get_command(app)
    return {" ".join(path): names for path, names in _options(group, ())}


def _options(command: object, path: tuple[str, ...]) -> list[tuple[tuple[str, ...], set[str]]]:
    names = {name for each in getattr(command, "params", []) for name in each.opts}
    below = getattr(command, "commands", {})
    return [(path, names), *(o for n, c in below.items() for o in _options(c, (*path, n)))]


def require_known(words: list[str]) -> None:
    """Each command is one of ours, and so is each of its options."""
    known = options()
    name = max((each for each in known if words[: len(each.split())] == each.split()), key=len)
    assert name, words
    assert {word for word in words if word.startswith("--")} - known[name] - {"--help"} == set()


def unit() -> ConfigParser:
    parsed = ConfigParser(interpolation=None, strict=False, delimiters=["="])
    parsed.optionxform = str  # type: ignore[assignment,method-assign]
    parsed.read_string(block("systemd"))
    return parsed


def environment() -> dict[str, str]:
    """The settings of the unit; each has a line of its own."""
    lines = re.findall(r"^Environment=(\w+)=(.*)$", block("systemd"), re.MULTILINE)
    return dict(lines)


def test_the_unit_starts_serve_and_waits_for_it() -> None:
    service = unit()["Service"]

    assert service["Type"] == "notify"
    program, *words = shlex.split(service["ExecStart"])
    assert program.endswith("/bifrost")
    require_known(words)
    assert service["KillMode"] == "mixed"
    assert int(service["TimeoutStopSec"]) > DRAIN_SECONDS
    assert service["ExecReload"].startswith("/bin/kill -HUP")


def test_the_unit_is_hardened_as_far_as_the_sandbox_lets_it() -> None:
    service = unit()["Service"]

    assert service["NoNewPrivileges"] == "yes"
    assert service["User"] == "bifrost"
    assert service["UMask"] == "0077"
    assert HARMFUL & {*service} == set()
    assert {"AF_UNIX", "AF_INET", "AF_INET6"} <= {*service["RestrictAddressFamilies"].split()}


def test_the_units_settings_are_settings() -> None:
    found = environment()
    aliases = {field.alias for field in Settings.model_fields.values()}

    assert found
    assert {*found} - aliases == {"BIFROST_PROXY_NETWORKS"}
    assert ProxyNetworks.parse(found["BIFROST_PROXY_NETWORKS"]).has("127.0.0.1")
    state = f"/var/lib/{unit()['Service']['StateDirectory']}/"
    assert found["BIFROST_STORE"].startswith(f"sqlite:{state}")


def instructions() -> list[tuple[str, str]]:
    text = block("dockerfile").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [(word, rest) for word, _, rest in (line.partition(" ") for line in lines)]


def test_the_container_has_what_it_serves_and_is_not_root() -> None:
    found = instructions()
    copied = {source for word, rest in found if word == "COPY" for source in rest.split()[:-1]}

    assert {word for word, _ in found} <= INSTRUCTIONS
    assert [source for source in copied if not (ROOT / source).exists()] == []
    assert {"host", "functions", "shared", "sdk", "cli", "host.json", "bifrost.py"} <= copied
    assert dict(found)["USER"] == "bifrost"
    assert "--require-hashes" in str(found)


def test_the_container_starts_serve() -> None:
    found = dict(instructions())

    *_, module = json.loads(found["ENTRYPOINT"])
    assert module == "cli"
    require_known(json.loads(found["CMD"]))


def test_every_command_of_the_page_has_these_options() -> None:
    commands = COMMAND.findall(PAGE.read_text())

    assert len(commands) > 5
    for command in commands:
        require_known(shlex.split(command))


@pytest.mark.parametrize("header", ["X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host"])
def test_nginx_says_itself_what_counts(header: str) -> None:
    assert f"proxy_set_header {header} $" in block("nginx")


@pytest.mark.parametrize("language", ["nginx", "caddyfile"])
def test_braces_of_proxies_are_in_pairs(language: str) -> None:
    text = block(language)

    assert text.count("{") == text.count("}")
    assert "127.0.0.1:8080" in text


def test_the_install_of_a_box_is_the_list_of_its_commands() -> None:
    script = Path(ROOT / "bifrost").read_text()
    line = next(line for line in script.splitlines() if "install_for_box" in line)

    listed = {word.strip() for word in line.partition(")")[0].split("|")}
    assert listed <= {name.split()[0] for name in options() if name}
    assert {"serve", "keys", "admin"} <= listed
