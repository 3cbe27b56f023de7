#!/usr/bin/env bash
# Sets up everything on first use and runs Bifrost on this machine: see ./start.sh --help
set -u
root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$root/local/setup.sh"
case " $* " in
  *" --help "* | *" -h "*) exec cat "$root/local/start-help.txt" ;;
esac
setup
cd "$root" && exec "$root/.venv/bin/python" -m local.start "$@"
