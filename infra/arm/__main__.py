"""``python -m infra.arm`` writes ``infra/azuredeploy.json`` from ``infra/main.bicep``.

``--check`` only compares, and ends with 1 if the file is old. ``--settings`` prints the settings
that ``azuredeploy.json`` gives to the Function App, as JSON; ``--parameter NAME=JSON`` sets a
parameter.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from infra.arm.app_settings import app_settings
from infra.arm.expressions import Json
from infra.arm.syntax import BicepError
from infra.arm.template import compiled

FOLDER = Path(__file__).resolve().parents[1]
SOURCE, TARGET = FOLDER / "main.bicep", FOLDER / "azuredeploy.json"


def written() -> str:
    """Return the template as the file has it."""
    return json.dumps(compiled(SOURCE), indent=2, ensure_ascii=False) + "\n"


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m infra.arm", description=__doc__)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--settings", action="store_true")
    parser.add_argument("--parameter", action="append", default=[], metavar="NAME=JSON")
    given = parser.parse_args(arguments)
    try:
        if given.settings:
            parameters: dict[str, Json] = dict(_pair(text) for text in given.parameter)
            found = app_settings(json.loads(TARGET.read_text()), parameters)
            print(json.dumps(found, indent=2, sort_keys=True))
            return 0
        text = written()
    except BicepError as error:
        print(error, file=sys.stderr)
        return 1
    if given.check:
        is_new = TARGET.is_file() and TARGET.read_text() == text
        print("azuredeploy.json is current" if is_new else "run: python -m infra.arm")
        return 0 if is_new else 1
    TARGET.write_text(text)
    print(TARGET)
    return 0


def _pair(text: str) -> tuple[str, Json]:
    name, _, value = text.partition("=")
    return name, json.loads(value)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
