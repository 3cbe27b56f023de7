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

install_python_packages() {
  local stamp marker="$root/.venv/installed"
  stamp=$(stamp_of "$root/requirements.txt" "$root/requirements-dev.txt")
  [ "$(cat "$marker" 2>/dev/null)" = "$stamp" ] && return
  if ! "$root/.venv/bin/python" -c '' 2>/dev/null; then
    find_python
    echo "Creating .venv with $("$python" --version) ..." >&2
    "$python" -m venv --clear "$root/.venv" || fail "Python could not create $root/.venv: see above."
  fi
  echo "Installing Python packages ..." >&2
  "$root/.venv/bin/python" -m pip install --quiet --disable-pip-version-check \
    --require-hashes -r "$root/requirements.txt" -r "$root/requirements-dev.txt" >&2 ||
    fail "The Python packages could not be installed: see above. Check the network and start again."
  echo "$stamp" >"$marker"
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

# Needs install_node before it.
install_azurite() {
  local stamp folder="$root/.tools/azurite"
  stamp=$(stamp_of "$root/local/azurite/package.json" "$root/local/azurite/package-lock.json")
  [ "$(cat "$folder/installed" 2>/dev/null)" = "$stamp" ] && return
  echo "Installing Azurite ..." >&2
  rm -rf "$folder"
  mkdir -p "$folder"
  cp "$root/local/azurite/package.json" "$root/local/azurite/package-lock.json" "$folder/"
  (cd "$folder" && npm ci --silent --no-audit --no-fund >&2) ||
    fail "Azurite could not be installed: see above. Check the network and start again."
  echo "$stamp" >"$folder/installed"
}

take_lock() {
  mkdir -p "$root/.tools" || fail "$root is not writable: clone Bifrost into a folder that you can write to."
  exec 9>"$root/.tools/lock"
  flock 9
}

# The Python packages, and what is named: install_node, install_azurite.
setup() {
  local install
  take_lock
  install_python_packages
  for install in "$@"; do
    "$install"
  done
  exec 9>&-
}
