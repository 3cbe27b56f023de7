"""Refuses a package that Azure could not run: see ``infra/verify.sh --help``."""

import argparse
import sys
import tempfile
from pathlib import Path

from infra.verify import checks
from infra.verify.stand_in_settings import deployed, stand_ins, with_stand_ins


def main() -> int:
    """Look at the package, start it, and say what is wrong."""
    parser = argparse.ArgumentParser(prog="infra/verify.sh", description=__doc__)
    parser.add_argument("package", type=Path)
    package: Path = parser.parse_args().package
    found = checks.size(package)
    with tempfile.TemporaryDirectory(prefix="bifrost-package-") as folder, stand_ins() as values:
        app = Path(folder)
        checks.unpack(package, app)
        settings = with_stand_ins(deployed(), values)
        found += checks.inside(app, settings)
        if not found:
            for placeholder in (False, True):
                found += checks.started(app, settings, placeholder=placeholder)
    for fault in found:
        print(fault, file=sys.stderr)
    print(f"{package}: {'refused' if found else 'may be published'}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
