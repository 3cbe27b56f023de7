"""Other ways to run it: func start over the stand-ins, containers, Kubernetes.

No container runs here. Their files are parsed and compared with what they name, and their commands
are run as they are.
"""

import json
import os
import shlex
import signal
import socket
import subprocess
import sys
from collections.abc import Generator, Mapping
from pathlib import Path
from typing import Any, cast

import pytest
import yaml

from infra.verify.worker_process import FunctionRequest, worker_process
from local.stack import ROOT
from shared.services.azure.connect import QUEUES
from shared.settings import Settings
from tests.support.documents import blocks_of

#: Of the Functions host and its worker; ours are those of ``Settings``.
OF_THE_HOST = {
    "AZURE_FUNCTIONS_ENVIRONMENT",
    "AzureFunctionsJobHost__Logging__Console__IsEnabled",
    "AzureWebJobsScriptRoot",
    "FUNCTIONS_WORKER_RUNTIME",
    "PYTHON_ISOLATE_WORKER_DEPENDENCIES",
    "PYTHON_SCRIPT_FILE_NAME",
    "PYTHON_THREADPOOL_THREAD_COUNT",
}
OURS = {str(field.alias) for field in Settings.model_fields.values()}


def five_ports() -> int:
    """The first of five ports in a row that are free now."""
    for first in range(7141, 7600, 5):
        try:
            for port in range(first, first + 5):
                socket.create_server(("127.0.0.1", port)).close()
        except OSError:
            continue
        return first
    raise AssertionError("no five ports in a row are free")


def parsed(name: str) -> Mapping[str, Any]:
    return cast("Mapping[str, Any]", yaml.safe_load((ROOT / name).read_text()))


def example() -> Mapping[str, str]:
    return cast(
        "Mapping[str, str]",
        json.loads((ROOT / "local.settings.example.json").read_text())["Values"],
    )


@pytest.fixture(scope="module")
def first_port() -> int:
    return five_ports()


@pytest.fixture(scope="module")
def printed(
    first_port: int, tmp_path_factory: pytest.TempPathFactory
) -> Generator[Mapping[str, str]]:
    """What ``--print-settings`` prints, while the stores run without a host."""
    data = tmp_path_factory.mktemp("stores")
    command = [sys.executable, "-m", "local.start", "--azurite", "--no-host", "--print-settings"]
    command += ["--stores-port", str(first_port), "--data", str(data)]
    own = ("BIFROST_", "AzureWebJobs")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(own)}
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    text = ""
    for line in process.stdout:
        text += line
        if line.startswith("}"):
            break
    try:
        assert text, "it printed nothing"
        yield json.loads(text)["Values"]
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0
        process.stdout.close()


def test_the_stores_listen_where_they_were_told(
    printed: Mapping[str, str], first_port: int
) -> None:
    for number, service in enumerate(("Blob", "Queue", "Table")):
        place = f"{service}Endpoint=http://127.0.0.1:{first_port + number}/"
        assert place in printed["AzureWebJobsStorage"]
    assert printed["BIFROST_KEY_VAULT_URL"] == f"https://127.0.0.1:{first_port + 3}"
    assert f"127.0.0.1:{first_port + 4}/" in printed["BIFROST_FILES_CONNECTION"]
    assert "BEGIN CERTIFICATE" in Path(printed["BIFROST_KEY_VAULT_CA"]).read_text()


def test_azures_worker_runs_the_checkout_with_the_printed_settings(
    printed: Mapping[str, str], tmp_path: Path
) -> None:
    """As func start does, which is not to be had here: the same worker, app and settings."""
    app = tmp_path / "app"
    packages = app / ".python_packages" / "lib"
    packages.mkdir(parents=True)
    (packages / "site-packages").symlink_to(Path(yaml.__file__).parents[1])
    for name in ("bifrost.py", "host.json", "functions", "shared", "sdk", "workspace"):
        (app / name).symlink_to(ROOT / name)
    settings = {**printed, "BIFROST_PUBLIC_URL": "http://localhost:7071"}

    with worker_process() as worker:
        worker.start(app, settings)
        body, headers = '{"name": "Alice"}', {"content-type": "application/json"}
        place = {"name": "hello_world"}
        answer = worker.http(
            "run_workflow",
            FunctionRequest("POST", "api/workflows/hello_world", place, headers, body),
        )

    assert (answer.status, answer.json["greeting"]) == (200, "Hello, Alice!")


@pytest.mark.parametrize("option", ["--no-host", "--print-settings", "--stores-port=10000"])
def test_options_of_the_stores_are_refused_without_them(option: str) -> None:
    command = [sys.executable, "-m", "local.start", option]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 2
    assert "are for --azurite" in done.stderr


def test_the_example_has_settings_that_are_read_and_all_that_are_needed(
    printed: Mapping[str, str],
) -> None:
    values = example()
    needed = {name for name in printed if name not in ("BIFROST_STORE", "BIFROST_CACHE_LOCATION")}
    # For the files of a share, and for the header of the development host's sign-in page.
    unneeded = {"BIFROST_FILES_CONNECTION", "BIFROST_TRUST_CLIENT_PRINCIPAL"}

    assert {*values} - OURS <= OF_THE_HOST
    assert needed - unneeded - {*values} == set()
    assert Settings.model_validate({**values}).vault_url == "https://127.0.0.1:10003"
    assert values["AzureWebJobsStorage"] == "UseDevelopmentStorage=true"  # ports 10000 to 10002


def test_the_box_of_compose_is_the_container_of_the_page() -> None:
    page = ROOT / "docs" / "self-hosting.md"
    (block,) = [block.text for block in blocks_of(page) if block.language == "dockerfile"]
    service = parsed("docker-compose.yml")["services"]["bifrost"]

    assert (ROOT / "Dockerfile.serve").read_text().strip() == block.strip()
    assert service["build"]["dockerfile"] == "Dockerfile.serve"
    assert {*service["environment"]} <= OURS
    assert service["volumes"] == ["bifrost:/var/lib/bifrost"]
    assert service["cap_drop"] == ["ALL"]


def test_the_command_of_the_box_is_one_of_the_command_line() -> None:
    command = parsed("docker-compose.yml")["services"]["bifrost"]["command"]
    done = subprocess.run(
        [sys.executable, "-m", "cli", *command, "--help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr


def test_the_stores_of_compose_are_those_of_start(first_port: int) -> None:
    services = parsed("docker-compose.azurite.yml")["services"]
    command = services["stores"]["command"]
    environment = services["functions"]["environment"]
    values = example()

    assert command[:2] == ["./start.sh", "--azurite"]
    assert {"--no-host", "--stores-port"} <= {*command}
    assert "10000" in command
    for name in ("AzureWebJobsStorage", "BIFROST_KEY_VAULT_URL"):
        assert environment[name] == values[name]
    assert {*environment} <= OURS | OF_THE_HOST
    assert services["functions"]["network_mode"] == "service:stores"


@pytest.mark.parametrize("name", ["Dockerfile", "Dockerfile.serve", ".devcontainer/Dockerfile"])
def test_a_container_is_built_from_files_that_are_here(name: str) -> None:
    text = (ROOT / name).read_text().replace("\\\n", " ")
    copied = [
        source
        for line in text.splitlines()
        if line.startswith("COPY ") and "--from" not in line
        for source in line.split()[1:-1]
    ]
    images = [line.split()[1] for line in text.splitlines() if line.startswith("FROM ")]
    built = {"dist/api.zip", "client/dist"}

    assert [
        source for source in copied if source not in built and not (ROOT / source).exists()
    ] == []
    assert all(":" in image and not image.endswith(":latest") for image in images)


def test_the_container_of_the_function_app_sets_what_the_host_needs() -> None:
    text = (ROOT / "Dockerfile").read_text().replace("\\\n", " ")
    (line,) = [line for line in text.splitlines() if line.startswith("ENV ")]
    names = {pair.partition("=")[0] for pair in shlex.split(line)[1:]}

    assert names <= OURS | OF_THE_HOST
    assert "mcr.microsoft.com/azure-functions/python:4-python3.11" in text


def test_kubernetes_scales_by_the_queues_that_there_are() -> None:
    documents = [
        cast("Mapping[str, Any]", each)
        for each in yaml.safe_load_all((ROOT / "infra" / "kubernetes.yaml").read_text())
    ]
    by_kind = {str(each["kind"]): each for each in documents}
    scaled = by_kind["ScaledObject"]["spec"]["triggers"]
    container = by_kind["Deployment"]["spec"]["template"]["spec"]["containers"][0]

    assert {each["metadata"]["queueName"] for each in scaled} == {
        name for name in QUEUES if not name.endswith("-poison")
    }
    assert {each["name"] for each in container["env"]} <= OURS
    assert container["livenessProbe"]["httpGet"]["path"] == "/api/health"
    assert container["readinessProbe"]["httpGet"]["path"] == "/api/health/ready"
    secret = by_kind["TriggerAuthentication"]["spec"]["secretTargetRef"][0]
    assert (secret["name"], secret["key"]) == ("bifrost", "AzureWebJobsStorage")
    assert container["envFrom"] == [{"secretRef": {"name": "bifrost"}}]


def test_the_devcontainer_installs_with_our_own_functions() -> None:
    found = json.loads((ROOT / ".devcontainer" / "devcontainer.json").read_text())
    command = str(found["postCreateCommand"])
    setup = (ROOT / "local" / "setup.sh").read_text()

    assert {7071, 8080} <= set(found["forwardPorts"])
    for name in ("install_node", "install_azurite", "build_client"):
        assert name in command
        assert f"{name}()" in setup
    done = subprocess.run(["bash", "-n", "-c", command], capture_output=True, check=False)
    assert done.returncode == 0
