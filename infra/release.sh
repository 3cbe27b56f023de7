#!/usr/bin/env bash
# Makes all files of a release in dist/, and refuses what may not be published: see docs/releasing.md.
#
#   infra/release.sh v0.2.0
#
# api.zip, client.zip, openapi.json, api.cdx.json and client.cdx.json (what each contains), SHA256SUMS, and notes.md
# from the CHANGELOG. The packages are built twice, from nothing, and have to be the same.
set -eu
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
if [ $# -ne 1 ] || [ "$1" = --help ] || [ "$1" = -h ]; then
  sed -n '2,8s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"
  [ $# -eq 1 ] && exit 0 || exit 2
fi
tag=$1
. "$root/local/setup.sh"
setup install_node install_sbom
cd "$root"
dist="$root/dist"
again=$(mktemp -d)
trap 'rm -rf "$again"' EXIT
rm -rf "$dist"
mkdir "$dist"

"$root/.venv/bin/python" -m infra.notes "$tag" >"$dist/notes.md"
infra/package.sh --out "$dist/api.zip"
rm -rf "$root/client/dist"
infra/package.sh --out "$again/api.zip"
for file in api.zip client.zip; do
  cmp "$dist/$file" "$again/$file" || fail "Two builds of $file differ: see above."
done
infra/verify.sh "$dist/api.zip"

cp docs/openapi.json "$dist/"
.tools/sbom/bin/cyclonedx-py requirements --output-reproducible --output-format JSON --output-file "$dist/api.cdx.json" requirements.txt
# npm names the application by its version, which the client has of the release only.
cp client/package.json client/package-lock.json "$again/"
(cd "$again" && npm pkg set "version=${tag#v}" && npm sbom --package-lock-only --omit dev --sbom-format cyclonedx \
  --sbom-type application) >"$dist/client.cdx.json"
cd "$dist"
sha256sum api.zip client.zip openapi.json api.cdx.json client.cdx.json >SHA256SUMS
cat SHA256SUMS
