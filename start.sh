#!/usr/bin/env bash
# Runs Bifrost on this machine, and installs what it needs on first use: see ./start.sh --help
set -u
root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$root/local/setup.sh"
case " $* " in *" --help "* | *" -h "*) exec cat "$root/local/start-help.txt" ;; esac
needs=()
case " $* " in *" --azurite "*) needs+=(install_node install_azurite) ;; esac
case " $* " in *" --no-client "*) ;; *) needs+=(install_node build_client) ;; esac
case " $* " in *" --local-ai "*) needs+=(install_local_ai) ;; esac
setup "${needs[@]}"
cd "$root" && exec "$root/.venv/bin/python" -m local.start "$@"
