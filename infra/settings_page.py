"""``python -m infra.settings_page`` writes ``docs/settings.md``; ``--check`` only compares."""

import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from pydantic.fields import FieldInfo

from infra.arm.__main__ import TARGET
from infra.arm.app_settings import app_settings
from infra.unset_settings import OF_THE_HOST, UNSET
from shared.settings import Settings
from shared.wording.setting_meanings import MEANINGS
from shared.wording.setting_messages import is_secret

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "settings.md"
BICEP = ROOT / "infra" / "modules" / "app.bicep"
HEAD = """\
# Settings

`python -m infra.settings_page` writes this page: names and defaults come from `shared/settings.py`,
meanings from `shared/wording/setting_meanings.py`, and what the deployment sets from
`infra/main.bicep`. How values are read: [configuration.md](configuration.md), "Settings of the
platform". How to deploy: [deploy.md](deploy.md).

The last column says where the value comes from in Azure: from a parameter of the deployment, or *by
the deployment*, which works it out. The parameter `settings` sets each of the others, and changes
those that the deployment sets: `--parameters settings='{"BIFROST_UPLOAD_QUOTA_MB": "20480"}'`. A
redeployment removes settings that were added in the portal.
"""
FROM_VAULT = "a reference to the Key Vault, where the first deployment made it"
TAIL = """\
## Settings of the Functions host

The deployment sets these, too; Bifrost does not read them.

| name | what for |
|---|---|
"""
#: Settings of the deployment that are one of its parameters, as it is.
AS_GIVEN = re.compile(r"^  (\w+): (?:string\()?(\w+)\)?$", re.MULTILINE)
FIXED = re.compile(r"^  (\w+): '([^'$]+)'$", re.MULTILINE)


def page() -> str:
    """Return the page."""
    parts = [HEAD, *(_section(title, names) for title, names in MEANINGS.items())]
    hosts = "".join(f"| `{name}` | {words} |\n" for name, words in sorted(OF_THE_HOST.items()))
    return "\n".join([*parts, TAIL + hosts])


def _section(title: str, names: Mapping[str, str]) -> str:
    rows = "".join(_rows(names))
    return f"## {title}\n\n| name | meaning | default | in Azure |\n|---|---|---|---|\n{rows}"


def _rows(names: Mapping[str, str]) -> Iterator[str]:
    fields = {str(field.alias): field for field in Settings.model_fields.values()}
    sources = _sources()
    for name, meaning in names.items():
        if name not in fields:
            continue  # a part of the platform that is on its way here
        yield f"| `{name}` | {meaning} | {_default(fields[name])} | {sources[name]} |\n"


def _default(field: FieldInfo) -> str:
    if field.default_factory is not None:
        return "generated in development" if is_secret(field) else "below the temporary folder"
    value: object = field.default
    if value is None or str(value) in ("", "frozenset()", "**********"):
        return ""
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    return f"`{value:g}`" if isinstance(value, float) else f"`{value}`"


def _sources() -> Mapping[str, str]:
    """Where each setting comes from in Azure."""
    text = BICEP.read_text()
    given = app_settings(json.loads(TARGET.read_text()))
    parameters = set(json.loads(TARGET.read_text())["parameters"])
    found = dict.fromkeys(given, "*by the deployment*")
    for name, source in AS_GIVEN.findall(text):
        if name in found and source in parameters:
            found[name] = f"parameter `{source}`"
    for name, value in FIXED.findall(text):
        if name in found:
            found[name] = f"`{value}`"
    found |= {
        "BIFROST_SECRET_KEY": "a reference to the Key Vault, where the first deployment made it"
    }
    return {**found, **UNSET}


def main(arguments: Sequence[str]) -> int:
    text = page()
    if "--check" in arguments:
        is_new = PAGE.read_text() == text
        print("docs/settings.md is current" if is_new else "run: python -m infra.settings_page")
        return 0 if is_new else 1
    PAGE.write_text(text)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
