#!/usr/bin/env bash
# Looks up what is installed in the lists of known holes, of Python's and of npm's packages: infra/audit.sh
#
# Needs the network. It exits with 1 if something that runs in production, on one box or in CI has a known hole, and
# with 2 if a list did not answer, since then nothing is known. CI fails on both.
set -eu
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$root/local/setup.sh"
setup install_node install_audit
cd "$root" && exec "$root/.venv/bin/python" -m infra.audit
