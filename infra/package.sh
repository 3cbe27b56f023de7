#!/usr/bin/env bash
# Builds dist/api.zip, the deployment package of a Function App on Linux with Python 3.11, and beside it
# client.zip, the files of the Static Web App.
#
#   infra/package.sh [--out FILE] [--python VERSION]
#
# The same commit gives the same bytes. A Python of the version that the package is for compiles it, so one
# has to be here. Other versions are for tests on machines without Python 3.11.
set -eu
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
out="$root/dist/api.zip" version=3.11
while [ $# -gt 0 ]; do
  case "$1" in
    --out) out=$2 ;;
    --python) version=$2 ;;
    *) sed -n '2,9s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2; exit 2 ;;
  esac
  shift 2
done

. "$root/local/setup.sh"
compiler=""
for candidate in "$root/.venv/bin/python" "python$version" python3 python; do
  if [ "$("$candidate" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null)" = "$version" ]; then
    compiler=$candidate
    break
  fi
done
[ -n "$compiler" ] || fail "Python $version, whose bytecode the package contains, is not installed here."
setup install_node build_client
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT

# The deployed files are listed, not the excluded ones: no new file gets in by accident.
cp -r "$root"/{bifrost.py,function_app.py,host.json,requirements.txt,LICENSE,functions,shared,sdk} "$stage/"
mkdir "$stage/workspace"
cp -r "$root"/workspace/{examples,modules} "$stage/workspace/"
find "$stage" \( -name __pycache__ -o -name 'test_*.py' -o -name '*.tmp' \) -prune -exec rm -rf {} +
commit=$("$root/.venv/bin/python" -c 'from shared.release import commit; print(commit() or "")')
[ -z "$commit" ] || echo "$commit" >"$stage/commit"

echo "Collecting packages for Linux, Python $version ..." >&2
"$root/.venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-compile \
  --target "$stage/.python_packages/lib/site-packages" \
  --implementation cp --python-version "$version" --only-binary :all: \
  --platform manylinux2014_x86_64 --platform manylinux_2_28_x86_64 \
  --require-hashes -r "$root/requirements.txt"
# What nothing uses: libcst's own command line and tests, with the YAML that they read, what pytest could
# colour beside Python, and what pip starts programs of Windows with.
(
  cd "$stage/.python_packages/lib/site-packages"
  rm -rf libcst/{codemod,display,matchers,testing,tests,tool.py} yaml _yaml pyyaml-*.dist-info
  rm -f pip/_vendor/distlib/*.exe
  find libcst -name tests -prune -exec rm -rf {} +
  find pygments/lexers -name '*.py' ! -name __init__.py ! -name _mapping.py ! -name diff.py ! -name python.py -delete
)
# Commands of packages: nothing calls them, and each names the Python of this machine. So does its checksum.
rm -rf "$stage/.python_packages/lib/site-packages/bin"
sed -i '/^\.\.\/\.\.\/bin\//d' "$stage"/.python_packages/lib/site-packages/*.dist-info/RECORD

cd "$root"
"$root/.venv/bin/python" -m infra.packaging.function_list "$stage"
echo "Compiling for Python $version ..." >&2
PYTHONHASHSEED=0 "$compiler" -B -m infra.packaging.bytecode "$stage"

mkdir -p "$(dirname "$out")"
out=$(realpath "$out")
"$root/.venv/bin/python" -m infra.packaging.zip "$stage" "$out"

# Static Web Apps compresses by itself, and the manifest is for the budgets.
mkdir "$stage/client"
cp -r "$root/client/dist/." "$stage/client/"
find "$stage/client" \( -name '*.gz' -o -name '*.br' -o -name built -o -name .vite \) -prune -exec rm -rf {} +
"$root/.venv/bin/python" -m infra.packaging.zip "$stage/client" "$(dirname "$out")/client.zip"
