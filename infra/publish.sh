#!/usr/bin/env bash
# Publishes Bifrost to a deployment: the API to the Function App, the client to the Static Web App. Run it again to
# upgrade, or with the files of an older release to go back. azd runs it after it has made the infrastructure.
#
#   infra/publish.sh [--api api.zip] [--client client.zip] [--group NAME] [--app NAME] [--web NAME] [--blob-origin URL] [--tenant ID]
#
# Without files it builds them (infra/package.sh). What else is not given is read from the environment, as azd sets it
# from the outputs of infra/main.bicep: AZURE_RESOURCE_GROUP, BIFROST_APP_NAME, BIFROST_WEB_NAME, BIFROST_BLOB_ORIGIN.
# Needs az, signed in, and npx from Node. --print only shows what it would do.
set -eu
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# The program of Static Web Apps that uploads files: the release of an npm package.
uploader=@azure/static-web-apps-cli@2.0.10

api="" client="" printing=""
group=${AZURE_RESOURCE_GROUP:-} app=${BIFROST_APP_NAME:-} web=${BIFROST_WEB_NAME:-} origin=${BIFROST_BLOB_ORIGIN:-}
tenant=""
if [ -n "${BIFROST_SIGN_IN_CLIENT_ID:-}" ]; then
  tenant=${AZURE_TENANT_ID:-$(az account show --query tenantId --output tsv)}
fi
while [ $# -gt 0 ]; do
  case "$1" in
    --print) printing=yes; shift; continue ;;
    --api | --client | --group | --app | --web | --blob-origin | --tenant) ;;
    *) sed -n '2,10p' "${BASH_SOURCE[0]}" | sed 's/^# \{0,1\}//' >&2; exit 2 ;;
  esac
  [ $# -ge 2 ] || { echo "$1 needs a value" >&2; exit 2; }
  case "$1" in
    --api) api=$2 ;;
    --client) client=$2 ;;
    --group) group=$2 ;;
    --app) app=$2 ;;
    --web) web=$2 ;;
    --blob-origin) origin=$2 ;;
    --tenant) tenant=$2 ;;
  esac
  shift 2
done

for needed in "group:$group" "app:$app" "web:$web" "blob-origin:$origin"; do
  [ -n "${needed#*:}" ] || { echo "--${needed%%:*} is missing: the deployment's outputs have it" >&2; exit 2; }
done

run() {
  if [ -n "$printing" ]; then
    printf '%q ' "$@"
    echo
  else
    "$@"
  fi
}

if [ -z "$api" ] || [ -z "$client" ]; then
  run bash "$root/infra/package.sh"
  api=${api:-$root/dist/api.zip} client=${client:-$root/dist/client.zip}
fi

stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
fill=(python3 "$root/infra/site.py" "$client" "$stage/client" --blob-origin "$origin")
[ -n "$tenant" ] && fill+=(--tenant "$tenant")
run "${fill[@]}"

echo "Publishing the API to $app ..." >&2
run az functionapp deployment source config-zip --resource-group "$group" --name "$app" --src "$api" --output none

echo "Publishing the client to $web ..." >&2
if [ -z "$printing" ]; then
  # In the environment, so that no list of processes shows it.
  SWA_CLI_DEPLOYMENT_TOKEN=$(az staticwebapp secrets list --resource-group "$group" --name "$web" \
    --query properties.apiKey --output tsv)
  export SWA_CLI_DEPLOYMENT_TOKEN
fi
run npx --yes "$uploader" deploy "$stage/client" --env production --no-use-keychain

cat >&2 <<EOF
Published. Is this the first time? Then this prints the link of the first administrator:

  ./bifrost admin setup --account ${BIFROST_DATA_ACCOUNT:-ACCOUNT} --vault ${BIFROST_KEY_VAULT_URL:-URL} --public-url ${BIFROST_PUBLIC_URL:-URL}
EOF
