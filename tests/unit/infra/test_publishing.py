"""Publishing: the client is filled in for a deployment, and azd knows the parameters."""

import json
import re
import subprocess
import zipfile
from pathlib import Path

import pytest
import yaml

from infra.arm.reader import is_expression
from infra.site import CONFIGURATION, configured, main
from tests.unit.infra.deployment import at, minimal, pairs, template

INFRA = Path(__file__).parents[3] / "infra"
TEXT = (INFRA / CONFIGURATION).read_text()
ORIGIN = "https://bifrostd0.blob.core.windows.net"
TENANT = "00000000-0000-0000-0000-0000000000bb"


def test_pages_may_upload_to_the_deployments_own_account() -> None:
    found = json.loads(configured(TEXT, ORIGIN, TENANT))

    policy = found["globalHeaders"]["Content-Security-Policy"]
    assert f"connect-src 'self' {ORIGIN};" in policy
    assert found["auth"]["identityProviders"]["azureActiveDirectory"]["registration"][
        "openIdIssuer"
    ].endswith(f"/{TENANT}")


def test_without_a_registration_the_built_in_ways_in_are_closed() -> None:
    found = json.loads(configured(TEXT, ORIGIN, None))

    assert "auth" not in found
    closed = {one["route"]: one.get("statusCode") for one in found["routes"][:2]}
    assert closed == {"/.auth/login/aad": 404, "/.auth/login/github": 404}


def test_what_signs_in_reads_settings_that_the_deployment_makes() -> None:
    registration = at(
        json.loads(TEXT), "auth", "identityProviders", "azureActiveDirectory", "registration"
    )
    names = {str(value) for name, value in pairs(registration) if name.endswith("SettingName")}
    bicep = (INFRA / "modules" / "link.bicep").read_text()

    assert names == set(re.findall(r"^    (BIFROST_\w+):", bicep, re.MULTILINE))


def test_the_folder_is_made_from_the_archive(tmp_path: Path) -> None:
    archive, folder = tmp_path / "client.zip", tmp_path / "out"
    with zipfile.ZipFile(archive, "w") as opened:
        opened.writestr(CONFIGURATION, TEXT)
        opened.writestr("index.html", "<!doctype html>")
    arguments = [str(archive), str(folder), "--blob-origin", f"{ORIGIN}/"]

    assert main(arguments) == 0
    assert (folder / "index.html").read_text() == "<!doctype html>"
    assert ORIGIN in (folder / CONFIGURATION).read_text()
    assert main(arguments) == 1  # it is not empty


@pytest.mark.parametrize("origin", ["http://x", "https://x/path", "https://x; script-src *", "x"])
def test_no_other_words_get_into_the_policy(tmp_path: Path, origin: str) -> None:
    with pytest.raises(SystemExit):
        main([str(tmp_path / "client.zip"), str(tmp_path / "out"), "--blob-origin", origin])


def test_azd_gives_parameters_that_there_are() -> None:
    declared = dict(pairs(at(template(), "parameters")))
    given = json.loads((INFRA / "main.parameters.json").read_text())["parameters"]

    for name, one in given.items():
        assert at(declared[name], "type") in ("string", "securestring"), name
        assert re.fullmatch(r"\$\{[A-Z_]+(=[a-z]*)?\}", one["value"]), name
    needed = {name for name, one in declared.items() if "defaultValue" not in dict(pairs(one))}
    assert needed <= set(given)
    assert is_expression(str(at(declared["operatorPrincipalId"], "defaultValue")))


def test_azd_makes_the_infrastructure_and_then_publishes() -> None:
    found = yaml.safe_load((INFRA.parent / "azure.yaml").read_text())

    assert found["infra"] == {"provider": "bicep", "path": "infra", "module": "main"}
    command = found["hooks"]["postprovision"]["run"]
    assert (INFRA.parent / command.split()[-1]).is_file()


def published(*arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        ["bash", str(INFRA / "publish.sh"), "--print", *arguments],
        env={"PATH": "/usr/bin:/bin", **environment},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


def test_publishing_reads_what_the_deployment_says() -> None:
    outputs = {name: str(value) for name, value in minimal().outputs.items()}

    done = published("--api", "a.zip", "--client", "c.zip", AZURE_RESOURCE_GROUP="rg", **outputs)

    assert done.returncode == 0, done.stderr
    filling, api, client = done.stdout.splitlines()
    assert f"--blob-origin {outputs['BIFROST_BLOB_ORIGIN']}" in filling
    assert "--tenant" not in filling
    assert api.startswith(
        f"az functionapp deployment source config-zip --resource-group rg"
        f" --name {outputs['BIFROST_APP_NAME']} --src a.zip"
    )
    assert "static-web-apps-cli@" in client
    assert f"--account {outputs['BIFROST_DATA_ACCOUNT']}" in done.stderr


def test_publishing_says_what_is_missing() -> None:
    done = published("--group", "rg")

    assert (done.returncode, done.stdout) == (2, "")
    assert "--app is missing" in done.stderr
    assert published("--nonsense").returncode == 2


def test_actions_fill_the_client_in_with_variables_that_the_page_names() -> None:
    text = (INFRA.parent / ".github" / "workflows" / "deploy.yml").read_text()
    page = (INFRA.parent / "docs" / "deploy.md").read_text()

    assert "infra/site.py dist/client.zip client" in text
    named = set(re.findall(r"(?:vars|secrets)\.([A-Z_]+)", text))
    assert {name for name in named if f"`{name}`" not in page} == set()


def test_no_tenant_is_an_empty_one(tmp_path: Path) -> None:
    archive = tmp_path / "client.zip"
    with zipfile.ZipFile(archive, "w") as opened:
        opened.writestr(CONFIGURATION, TEXT)

    assert main([str(archive), str(tmp_path / "out"), "--blob-origin", ORIGIN, "--tenant", ""]) == 0
    assert "auth" not in json.loads((tmp_path / "out" / CONFIGURATION).read_text())
