#!/usr/bin/env bash
# Sets up everything on first use and runs Bifrost on this machine: see ./start.sh --help
set -u
root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$root/infra/local/setup.sh"
case " $* " in
  *" --help "* | *" -h "*) exec cat "$root/infra/local/start-help.txt" ;;
esac
setup
cd "$root" && exec "$root/.venv/bin/python" -m infra.local.start "$@"
