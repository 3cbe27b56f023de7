#!/usr/bin/env bash
# All checks: ./test.sh
# Selected tests: ./test.sh tests/unit, or any other arguments of pytest. --coverage measures coverage.
# --all runs every case of the long tests instead of a sample, which the commit is the seed of.
# --schema sends a hundred generated requests to each route instead of three.
set -u
root=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
. "$root/local/setup.sh"
cd "$root" || exit 1
bin="$root/.venv/bin"
export PYRIGHT_PYTHON_CACHE_DIR="$root/.tools/pyright" PYRIGHT_PYTHON_IGNORE_WARNINGS=1
unset PYTHONDONTWRITEBYTECODE # hundreds of processes start: they need not compile the same modules again

coverage=() chosen=() all=
for argument in "$@"; do
  if [ "$argument" = --coverage ]; then
    coverage=(--cov --cov-report=term-missing:skip-covered)
  elif [ "$argument" = --all ]; then
    all=1
  elif [ "$argument" = --schema ]; then
    export BIFROST_SCHEMA_EXAMPLES=100
  else
    chosen+=("$argument")
  fi
done

if [ -z "$all" ] && [ ${#chosen[@]} -eq 0 ]; then
  : "${BIFROST_TESTS_SAMPLE:=$(git rev-parse HEAD 2>/dev/null || echo 0)}"
  export BIFROST_TESTS_SAMPLE # see tests/support/sampling.py
else
  unset BIFROST_TESTS_SAMPLE
fi

if [ ${#chosen[@]} -eq 0 ]; then
  setup install_for_all_checks # before tests that start a platform, which need the lock too
else
  setup install_node install_azurite install_openid_provider install_functions_worker build_client install_chromium # on SQLite and on Azurite
fi

# Tests wait for processes, timers and pages half of their time, so two of them share a core. Each worker
# of the tests has a platform, and in a browser a browser, of its own: four are what memory is for.
cores=$("$bin/python" -c 'import os; print(os.cpu_count() or 1)')
workers=$((cores < 2 ? 2 : 4))

step() {
  echo "== $1" >&2
  shift
  "$@" || exit 1
}

client() { (cd "$root/client" && npm run --silent "$1"); }

# Checks that take longer and need one core: they run beside the tests.
slow_checks() {
  step "types" "$bin/pyright"
  step "import contracts" "$bin/lint-imports"
  step "workflows of CI" "$root/infra/lint-workflows.sh"
  step "infrastructure" infra/check.sh
  step "client: format and lint" client lint
  step "client: types of the API" client types:check
  step "client: types" client typecheck
  step "client: budgets" client budgets
}

# A few tests that fail among the others run once more alone: see tests/support/unsteady.py.
tests() {
  "$bin/python" -m pytest --cache-clear "$@" && return
  [ -z "$all" ] && "$bin/python" -m tests.support.unsteady
}

# The longest test files begin first: see tests/support/durations.py.
parallel_tests() {
  tests --ignore tests/browser -n "$workers" --dist loadfile --no-loadscope-reorder -m "not alone" "${coverage[@]}"
}

# Both at once, each in a process group of its own. Both go to their end, so that all failures are seen.
side_by_side() {
  local output checks tests result=0
  output=$(mktemp) || exit 1
  set -m
  slow_checks >"$output" 2>&1 </dev/null &
  checks=$!
  parallel_tests </dev/null &
  tests=$!
  set +m
  trap 'kill -INT -- "-$checks" "-$tests" 2>/dev/null' INT TERM
  wait "$checks" || result=$?
  wait "$tests" || result=$?
  trap - INT TERM
  cat "$output" >&2
  rm -f "$output"
  return $result
}

if [ ${#chosen[@]} -eq 0 ]; then
  step "format" "$bin/ruff" format --check --quiet .
  step "lint" "$bin/ruff" check --quiet .
  step "spelling" "$bin/codespell" README.md CHANGELOG.md CONTRIBUTING.md cli docs functions host infra local sdk shared workspace
  step "prose" "$bin/python" -m tests.support.prose
  step "tests in parallel, and the checks that take longer" side_by_side
  [ ${#coverage[@]} -gt 0 ] && coverage+=(--cov-append)
  step "client: tests" client test  # some measure time, too
  mapfile -t alone < <(grep -rl "mark.alone" tests --include="test_*.py" --exclude-dir=browser)
  step "tests that measure time" tests "${alone[@]}" -m alone "${coverage[@]}"
  step "tests in a browser" tests tests/browser -n "$workers" --dist worksteal -m "not alone"
  step "tests in a browser that measure time" tests tests/browser -m alone
else
  step "chosen tests" "$bin/python" -m pytest "${coverage[@]}" "${chosen[@]}"
fi
