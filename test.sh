#!/usr/bin/env bash
# All checks: ./test.sh
# Selected tests: ./test.sh tests/unit, or any other arguments of pytest. --coverage measures coverage.
# --schema sends a hundred generated requests to each route instead of three.
set -u
root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$root/local/setup.sh"
setup install_node install_azurite  # the tests run on SQLite and on Azurite
cd "$root" || exit 1
bin="$root/.venv/bin"
export PYRIGHT_PYTHON_CACHE_DIR="$root/.tools/pyright" PYRIGHT_PYTHON_IGNORE_WARNINGS=1

coverage=() chosen=()
for argument in "$@"; do
  if [ "$argument" = --coverage ]; then
    coverage=(--cov --cov-report=term-missing:skip-covered)
  elif [ "$argument" = --schema ]; then
    export BIFROST_SCHEMA_EXAMPLES=100
  else
    chosen+=("$argument")
  fi
done

step() {
  echo "== $1" >&2
  shift
  "$@" || exit 1
}

if [ ${#chosen[@]} -eq 0 ]; then
  step "format" "$bin/ruff" format --check --quiet .
  step "lint" "$bin/ruff" check --quiet .
  step "spelling" "$bin/codespell" README.md CHANGELOG.md CONTRIBUTING.md cli docs functions host infra local sdk shared workspace
  step "prose" "$bin/python" -m tests.support.prose
  step "types" "$bin/pyright"
  step "import contracts" "$bin/lint-imports"
fi
if [ ${#chosen[@]} -eq 0 ]; then
  step "tests in parallel" "$bin/python" -m pytest -n logical --maxprocesses 4 --dist loadfile -m "not alone" "${coverage[@]}"
  [ ${#coverage[@]} -gt 0 ] && coverage+=(--cov-append)
  step "tests that measure time" "$bin/python" -m pytest -m alone "${coverage[@]}"
else
  step "tests" "$bin/python" -m pytest "${coverage[@]}" "${chosen[@]}"
fi
