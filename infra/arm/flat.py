"""``python -m infra.arm.flat FOLDER`` writes templates without modules, loops and expressions.

They have what would be deployed with sample parameters, for checkers that understand no more.
"""

import json
import sys
from collections.abc import Mapping
from pathlib import Path

from infra.arm.__main__ import TARGET
from infra.arm.evaluate import Deployed, evaluate
from infra.arm.expressions import Json

#: The parameters of each file: the defaults, and everything that is optional.
SAMPLES: Mapping[str, Mapping[str, Json]] = {
    "defaults": {},
    "everything": {
        "signInClientId": "00000000-0000-0000-0000-0000000000aa",
        "signInClientSecret": "sample",
        "tmpQuotaGB": 50,
        "alwaysReadyInstances": 1,
        "alertEmail": "ops@example.com",
        "firstAdministrator": "ada@example.com",
        "publicUrl": "https://bifrost.example.com",
        "clientOrigins": "https://a.example.com, https://b.example.com",
    },
}


def flat(template: Mapping[str, Json], parameters: Mapping[str, Json]) -> Mapping[str, Json]:
    """Return a template with nothing left to evaluate."""
    found = evaluate(template, parameters)
    return {
        "$schema": template["$schema"],
        "contentVersion": "1.0.0.0",
        "resources": [_resource(one) for one in found.resources],
    }


def _resource(one: Deployed) -> Mapping[str, Json]:
    return {"type": one.kind, "apiVersion": one.version, **one.body}


def main(folder: Path) -> None:
    template = json.loads(TARGET.read_text())
    folder.mkdir(parents=True, exist_ok=True)
    for name, parameters in SAMPLES.items():
        text = json.dumps(flat(template, parameters), indent=1)
        (folder / f"{name}.json").write_text(text)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
