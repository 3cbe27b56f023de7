#!/usr/bin/env bash
# Checks the template of the deployment: infra/check.sh. A step of ./test.sh.
#
# It is what the Bicep says, every property is one that Azure's own clients know, and checkov finds
# nothing that infra/checkov.yaml does not name. The first time, it makes .tools/infra, an environment of
# its own, which takes some minutes; later a few seconds.
set -eu
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$root/local/setup.sh"
setup install_infra_checks
cd "$root"

.venv/bin/python -m infra.arm --check
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
.venv/bin/python -m infra.arm.flat "$folder"
.tools/infra/bin/python infra/schemas.py "$folder"
.tools/infra/bin/checkov --config-file infra/checkov.yaml --directory "$folder"
