"""What the linters of CI's workflows refuse, and that ours have what a release needs."""

import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

import pytest
import yaml

from local.stack import ROOT

pytestmark = pytest.mark.sampled(one_of=2, within="module")

SOUND = """
name: Sound
on: push
permissions: { contents: read }
concurrency: { group: sound, cancel-in-progress: true }
jobs:
  one:
    name: One
    runs-on: ubuntu-24.04
    steps:
      - run: echo "$TITLE"
        env:
          TITLE: ${{ github.event.head_commit.message }}
"""


def lint(folder: Path, text: str) -> "subprocess.CompletedProcess[str]":
    (folder / "workflows").mkdir()
    (folder / "workflows" / "one.yml").write_text(text)
    program = [str(ROOT / "infra" / "lint-workflows.sh"), str(folder)]
    return subprocess.run(program, capture_output=True, text=True, check=False)


def steps(name: str) -> list[Mapping[str, Any]]:
    text = (ROOT / ".github" / "workflows" / f"{name}.yml").read_text()
    found = cast("Mapping[str, Any]", yaml.safe_load(text))
    return [step for job in found["jobs"].values() for step in job["steps"]]


def test_a_sound_workflow_passes(tmp_path: Path) -> None:
    done = lint(tmp_path, SOUND)

    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("runs-on: ubuntu-24.04", "runs-on: ubuntu-1804", "ubuntu-1804"),
        ("github.event.head_commit.message", "github.evnt.x", "evnt"),
        ('echo "$TITLE"', "echo ${{ github.event.head_commit.message }}", "untrusted"),
        ('- run: echo "$TITLE"', "- uses: actions/checkout@v4", "unpinned-uses"),
    ],
)
def test_a_workflow_that_github_refuses_or_an_attacker_uses_does_not(
    tmp_path: Path, before: str, after: str, said: str
) -> None:
    done = lint(tmp_path, SOUND.replace(before, after))

    assert done.returncode != 0
    assert said in done.stdout + done.stderr


def test_a_release_is_published_after_tests_and_verification_only() -> None:
    text = (ROOT / ".github" / "workflows" / "release.yml").read_text()
    jobs = yaml.safe_load(text)["jobs"]
    script = (ROOT / "infra" / "release.sh").read_text()

    assert jobs["publish"]["needs"] == ["test", "build"]
    assert ".ci/run" in [step.get("run") for step in jobs["test"]["steps"]]
    assert any("infra/release.sh" in step.get("run", "") for step in jobs["build"]["steps"])
    assert "infra/verify.sh" in script
    assert script.index("cmp ") < script.index("infra/verify.sh") < script.index("sha256sum")


def test_a_deployment_checks_where_the_files_were_built() -> None:
    runs = "\n".join(step.get("run", "") for step in steps("deploy"))

    assert "gh attestation verify" in runs
    assert "sha256sum --check" in runs
    assert "az functionapp deployment source config-zip" in runs
    assert "AZURE_FUNCTIONAPP_PUBLISH_PROFILE" in str(steps("deploy"))
    assert "/api/health/ready" in runs


def test_a_publish_profile_gives_an_address_and_a_password(tmp_path: Path) -> None:
    """The program within deploy.yml, run as it is."""
    (step,) = [each for each in steps("deploy") if "PROFILE" in each.get("env", {})]
    program = step["run"].partition("<<'PROGRAM' >curl.conf\n")[2].partition("PROGRAM\n")[0]
    profile = (
        '<publishData><publishProfile publishMethod="MSDeploy" publishUrl="x" userName="a" '
        'userPWD="b"/><publishProfile publishMethod="ZipDeploy" userName="$app" '
        'publishUrl="app.scm.azurewebsites.net:443" userPWD="p&quot;w\\d"/></publishData>'
    )

    done = subprocess.run(
        ["python3", "-c", program],
        env={"PROFILE": profile, "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.splitlines() == [
        'url = "https://app.scm.azurewebsites.net/api/publish?RemoteBuild=false"',
        'user = "$app:p\\"w\\\\d"',
    ]
