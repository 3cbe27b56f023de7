"""Writes ``docs/openapi.json``, which a test compares with the API's own document."""

import json

from functions.app import API
from functions.edge import openapi
from local.stack import ROOT


def main() -> None:
    document = openapi.document([route for group in API for route in group.all])
    target = ROOT / "docs" / "openapi.json"
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps(document, indent=2, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
