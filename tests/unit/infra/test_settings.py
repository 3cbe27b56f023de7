"""The Function App gets every setting that the code reads, and none that nothing reads."""

import pytest

from infra.arm.app_settings import app_settings
from infra.arm.expressions import Json
from infra.arm.reader import TemplateError
from infra.unset_settings import OF_THE_HOST, UNSET
from shared.settings import Settings
from tests.unit.infra.deployment import EVERYTHING, template

READ = {str(field.alias) for field in Settings.model_fields.values()}


def test_each_setting_that_the_code_reads_is_set_or_left_out_for_a_reason() -> None:
    given = set(app_settings(template()))

    assert READ - given - set(UNSET) == set()
    assert given & set(UNSET) == set()
    assert set(UNSET) - READ == set()


def test_no_setting_is_set_that_nothing_reads() -> None:
    assert set(app_settings(template())) - READ == set(OF_THE_HOST)


@pytest.mark.parametrize("parameters", [{}, EVERYTHING])
def test_the_settings_are_ones_that_the_code_accepts(parameters: dict[str, object]) -> None:
    given = app_settings(template(), dict(EVERYTHING) if parameters else {})
    given["BIFROST_SECRET_KEY"] = "k" * 72  # what the reference to the vault becomes

    settings = Settings.model_validate(given)

    assert not settings.is_one_box
    assert settings.trust_client_principal
    assert str(settings.workspace) == "/mounts/workspace"


def test_two_origins_and_the_static_web_apps_own_may_act_for_a_user() -> None:
    found = app_settings(template(), dict(EVERYTHING))

    given = Settings.model_validate({**found, "BIFROST_SECRET_KEY": "k" * 72})
    assert given.client_origins == {
        "https://a.example.com",
        "https://b.example.com",
        "https://calm-sea-000000000.6.azurestaticapps.net",
    }
    assert given.public_url == "https://bifrost.example.com"


def test_settings_of_ones_own_come_last_but_the_identity_stays() -> None:
    own = {"BIFROST_WORKFLOW_ACCESS": "members", "BIFROST_WORKERS": "3", "AZURE_CLIENT_ID": "x"}

    found = app_settings(template(), {"settings": own})

    assert found["BIFROST_WORKFLOW_ACCESS"] == "members"
    assert found["BIFROST_WORKERS"] == "3"
    assert found["AZURE_CLIENT_ID"] != "x"


def test_no_setting_has_a_secret_in_it() -> None:
    found = app_settings(template(), dict(EVERYTHING))

    assert found["BIFROST_SECRET_KEY"].startswith("@Microsoft.KeyVault(SecretUri=https://")
    assert "AccountKey" not in str(found)
    assert "sample" not in str(found)


@pytest.mark.parametrize(("through_web_app", "proxies"), [(False, "1"), (True, "2")])
def test_an_address_is_believed_only_where_no_caller_can_choose_it(
    through_web_app: bool, proxies: str
) -> None:
    """A direct caller could put an address before the one that the front end appends."""
    found = app_settings(template(), {"onlyThroughWebApp": through_web_app})

    assert found["BIFROST_TRUSTED_PROXIES"] == proxies


@pytest.mark.parametrize(("memory", "workers"), [(512, 4), (2048, 16), (4096, 32)])
def test_runs_fit_the_instance(memory: int, workers: int) -> None:
    found = app_settings(template(), {"instanceMemoryMB": memory})

    assert found["BIFROST_WORKERS"] == str(workers)
    assert int(found["BIFROST_WORKERS_PER_ORGANIZATION"]) < workers
    assert int(found["BIFROST_WORKER_MEMORY_MB"]) < memory


@pytest.mark.parametrize(
    "given",
    [
        {"instanceMemoryMB": 1024},
        {"baseName": "ab"},
        {"baseName": "a" * 25},
        {"workspacesQuotaGB": 0},
        {"webLocation": "northeurope"},
        {"nonsense": 1},
    ],
)
def test_parameters_that_azure_would_refuse_are_refused(given: dict[str, Json]) -> None:
    with pytest.raises(TemplateError):
        app_settings(template(), given)
