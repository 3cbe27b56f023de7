#!/usr/bin/env bash
# Starts a package for Azure as Azure does, and refuses what could not run there.
#
#   infra/verify.sh dist/api.zip
#
# The package is unpacked, looked through, indexed by Microsoft's code of the Python worker over gRPC, and called, with
# the settings that the deployment writes and nothing of this repository. Azurite and stand-ins hold its data. It says
# what is wrong and exits with 1 on: a syntax error, a missing dependency, a missing setting, a route without access,
# a wrong answer, a size over the limit or an unexplained growth.
set -eu
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
if [ $# -ne 1 ] || [ "$1" = --help ] || [ "$1" = -h ]; then
  sed -n '2,10s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"
  [ $# -eq 1 ] && exit 0 || exit 2
fi
package=$(realpath "$1")
. "$root/local/setup.sh"
setup install_node install_azurite install_functions_worker
cd "$root" && exec "$root/.venv/bin/python" -m infra.verify "$package"
