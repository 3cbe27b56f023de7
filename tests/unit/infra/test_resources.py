"""What the template deploys: names that Azure takes, locks, limits and what is linked to what."""

import re
from collections import Counter

import pytest

from infra.arm.evaluate import Deployed, Deployment
from infra.arm.functions import resource_id
from shared.services.azure.connect import CONTAINERS, QUEUES, TABLES
from tests.unit.infra.deployment import (
    at,
    everything,
    minimal,
    only,
    pairs,
    template,
    with_parameters,
)

#: What Azure allows as the last part of a name, by type.
NAMES = {
    "Microsoft.Authorization/roleAssignments": r"[0-9a-f-]{36}",
    "Microsoft.Consumption/budgets": r"[\w-]{1,63}",
    "Microsoft.Insights/actionGroups": r"[\w-]{1,260}",
    "Microsoft.Insights/components": r"[\w-]{1,260}",
    "Microsoft.Insights/metricAlerts": r"[\w-]{1,260}",
    "Microsoft.Insights/scheduledQueryRules": r"[\w-]{1,260}",
    "Microsoft.Insights/webtests": r"[\w-]{1,260}",
    "Microsoft.KeyVault/vaults": r"(?!.*--)[A-Za-z][A-Za-z0-9-]{1,22}[A-Za-z0-9]",
    "Microsoft.KeyVault/vaults/secrets": r"[A-Za-z0-9-]{1,127}",
    "Microsoft.ManagedIdentity/userAssignedIdentities": r"[A-Za-z0-9][\w-]{2,127}",
    "Microsoft.OperationalInsights/workspaces": r"[A-Za-z0-9][A-Za-z0-9-]{2,61}[A-Za-z0-9]",
    "Microsoft.Storage/storageAccounts": r"[a-z0-9]{3,24}",
    "Microsoft.Storage/storageAccounts/blobServices": "default",
    "Microsoft.Storage/storageAccounts/blobServices/containers": r"(?!.*--)[a-z0-9][a-z0-9-]{2,62}",
    "Microsoft.Storage/storageAccounts/fileServices": "default",
    "Microsoft.Storage/storageAccounts/fileServices/shares": r"(?!.*--)[a-z0-9][a-z0-9-]{2,62}",
    "Microsoft.Storage/storageAccounts/managementPolicies": "default",
    "Microsoft.Storage/storageAccounts/queueServices": "default",
    "Microsoft.Storage/storageAccounts/queueServices/queues": r"(?!.*--)[a-z0-9][a-z0-9-]{2,62}",
    "Microsoft.Storage/storageAccounts/tableServices": "default",
    "Microsoft.Storage/storageAccounts/tableServices/tables": r"[A-Za-z][A-Za-z0-9]{2,62}",
    "Microsoft.Web/serverfarms": r"[A-Za-z0-9-]{1,60}",
    "Microsoft.Web/sites": r"[A-Za-z0-9][A-Za-z0-9-]{0,58}[A-Za-z0-9]",
    "Microsoft.Web/sites/basicPublishingCredentialsPolicies": "scm|ftp",
    "Microsoft.Web/sites/config": "appsettings|azurestorageaccounts|authsettingsV2",
    "Microsoft.Web/staticSites": r"[A-Za-z0-9][A-Za-z0-9-]{0,38}[A-Za-z0-9]",
    "Microsoft.Web/staticSites/config": "appsettings",
    "Microsoft.Web/staticSites/linkedBackends": r"[A-Za-z0-9-]{1,60}",
}
#: The host makes its id of the first 32 characters: two apps that share them disturb each other.
HOST_ID_CHARACTERS = 32


@pytest.mark.parametrize(
    "base", ["abc", "bifrost", "Contoso-Automation-Prod1", "a-----------------------"]
)
def test_every_name_is_one_that_azure_takes(base: str) -> None:
    for found in with_parameters(baseName=base, tmpQuotaGB=1, signInClientSecret="x").resources:
        last = found.name.split("/")[-1]
        assert re.fullmatch(NAMES[found.kind], last), f"{found.kind}: {last}"


def test_the_name_of_the_app_is_its_host_id() -> None:
    deployment = with_parameters(baseName="Contoso-Automation-Prod1")

    assert len(only(deployment, "Microsoft.Web/sites").name) <= HOST_ID_CHARACTERS


def test_api_versions_are_released_and_the_same_for_one_provider() -> None:
    """Insights has an API of its own for each kind of thing."""
    versions: dict[str, set[str]] = {}
    for found in everything().resources:
        assert re.fullmatch(r"20(1[89]|2[0-9])-\d\d-\d\d", found.version), found.kind
        versions.setdefault(found.kind.split("/")[0], set()).add(found.version)

    assert {name for name, some in versions.items() if len(some) > 1} == {"Microsoft.Insights"}


def test_two_deployments_in_two_groups_or_of_two_names_do_not_meet() -> None:
    one, other = minimal(), with_parameters(baseName="bifrost2")

    shared = {found.id for found in one.resources} & {found.id for found in other.resources}
    assert shared == set()


@pytest.mark.parametrize("deployment", [minimal(), everything()])
def test_nothing_is_deployed_twice_and_children_have_parents(deployment: Deployment) -> None:
    ids = Counter(found.id for found in deployment.resources)

    assert [one for one, count in ids.items() if count > 1] == []
    for found in deployment.resources:
        types, names = found.kind.split("/"), found.name.split("/")
        if len(names) > 1:
            assert resource_id("/".join(types[:-1]), *names[:-1]) in ids


def test_the_stores_are_those_that_the_code_opens() -> None:
    def named(kind: str) -> list[str]:
        found = minimal().of(f"Microsoft.Storage/storageAccounts/{kind}")
        data = str(minimal().outputs["BIFROST_DATA_ACCOUNT"])
        return sorted(one.name.split("/")[-1] for one in found if one.name.startswith(f"{data}/"))

    assert named("tableServices/tables") == sorted(TABLES)
    assert named("queueServices/queues") == sorted(QUEUES)
    assert named("blobServices/containers") == sorted(CONTAINERS)


def account(deployment: Deployment, output: str) -> Deployed:
    return only(deployment, "Microsoft.Storage/storageAccounts", str(deployment.outputs[output]))


def test_no_key_opens_the_data() -> None:
    data = account(minimal(), "BIFROST_DATA_ACCOUNT").properties
    files = account(minimal(), "BIFROST_FILES_ACCOUNT").properties

    assert data["allowSharedKeyAccess"] is False
    assert files["allowSharedKeyAccess"] is True  # a mount takes nothing else
    for one in (data, files):
        assert one["allowBlobPublicAccess"] is False
        assert one["supportsHttpsTrafficOnly"] is True
        assert one["minimumTlsVersion"] == "TLS1_2"


def test_pages_of_the_client_may_upload_and_no_other_page() -> None:
    name = everything().outputs["BIFROST_DATA_ACCOUNT"]
    blobs = only(everything(), "Microsoft.Storage/storageAccounts/blobServices", f"{name}/default")

    rule = at(blobs.properties, "cors", "corsRules", 0)
    assert at(rule, "allowedOrigins") == [
        "https://bifrost.example.com",
        "https://a.example.com",
        "https://b.example.com",
    ]
    assert at(rule, "allowedMethods") == ["PUT"]


@pytest.mark.parametrize(("days", "uploads"), [(90, 120), (0, None)])
def test_forgotten_uploads_end_some_time_after_their_runs(days: int, uploads: int | None) -> None:
    found = with_parameters(executionRetentionDays=days)
    policies = found.of("Microsoft.Storage/storageAccounts/managementPolicies")

    after = [
        at(one.properties, "policy", "rules", 0, "definition", "actions", "baseBlob", "delete",
           "daysAfterModificationGreaterThan")
        for one in policies
    ]  # fmt: skip
    assert after == ([] if uploads is None else [uploads])


@pytest.mark.parametrize(("quota", "mounts"), [(0, ["workspace"]), (50, ["workspace", "tmp"])])
def test_the_workspace_is_mounted_with_the_key_of_its_own_account(
    quota: int, mounts: list[str]
) -> None:
    found = with_parameters(tmpQuotaGB=quota)

    mounted = only(found, "Microsoft.Web/sites/config", "azurestorageaccounts").properties
    assert list(mounted) == mounts
    for one in mounted.values():
        assert at(one, "accountName") == found.outputs["BIFROST_FILES_ACCOUNT"]
        assert at(one, "type") == "AzureFiles"
    assert at(mounted, "workspace", "mountPath") == "/mounts/workspace"


@pytest.mark.parametrize(
    ("only_web", "required", "action"),
    [(False, False, "AllowAnonymous"), (True, True, "Return401")],
)
def test_the_platform_strips_principals_and_lets_anonymous_requests_in(
    only_web: bool, required: bool, action: str
) -> None:
    found = with_parameters(onlyThroughWebApp=only_web)

    rules = only(found, "Microsoft.Web/sites/config", "authsettingsV2").properties
    assert at(rules, "platform", "enabled") is True
    assert at(rules, "globalValidation", "requireAuthentication") is required
    assert at(rules, "globalValidation", "unauthenticatedClientAction") == action
    providers = [name for name, _ in pairs(at(rules, "identityProviders"))]
    assert providers == ["azureStaticWebApps"]


def test_the_app_is_on_flex_consumption_and_costs_nothing_at_rest() -> None:
    app, plan = only(minimal(), "Microsoft.Web/sites"), only(minimal(), "Microsoft.Web/serverfarms")
    shape = at(app.properties, "functionAppConfig")

    assert at(plan.body, "sku", "name") == "FC1"
    assert at(shape, "runtime") == {"name": "python", "version": "3.11"}
    assert at(shape, "scaleAndConcurrency", "alwaysReady") == []
    assert at(shape, "scaleAndConcurrency", "maximumInstanceCount") == 40
    assert at(shape, "scaleAndConcurrency", "triggers", "http", "perInstanceConcurrency") == 16
    assert at(app.properties, "httpsOnly") is True


def test_no_password_deploys_unless_it_is_wanted() -> None:
    def allowed(deployment: Deployment) -> dict[str, object]:
        kind = "Microsoft.Web/sites/basicPublishingCredentialsPolicies"
        return {one.name.split("/")[-1]: one.properties["allow"] for one in deployment.of(kind)}

    assert allowed(minimal()) == {"scm": False, "ftp": False}
    assert allowed(with_parameters(allowPublishProfile=True)) == {"scm": True, "ftp": False}


def test_the_vault_keeps_what_is_deleted_and_asks_roles() -> None:
    vault = only(minimal(), "Microsoft.KeyVault/vaults").properties

    assert vault["enableRbacAuthorization"] is True
    assert vault["enableSoftDelete"] is True
    assert vault["enablePurgeProtection"] is True


def test_the_secret_key_is_made_once_and_is_in_no_output() -> None:
    key = only(minimal(), "Microsoft.KeyVault/vaults/secrets", "platform-secret-key")

    assert key.is_made_once
    assert len(str(key.properties["value"])) >= 64
    assert str(key.properties["value"]) not in str(minimal().outputs)
    assert at(template(), "parameters", "newSecretKey", "type") == "securestring"


def test_no_module_passes_a_secret_on_in_the_open() -> None:
    """A parameter of an inner template that is not secure stays in the history of deployments."""
    secrets = ("newSecretKey", "signInClientSecret", "settings")
    for name, module in pairs(at(template(), "resources")):
        given, inner = at(module, "properties", "parameters"), at(module, "properties", "template")
        for parameter, value in pairs(given):
            if any(at(value, "value") == f"[parameters('{secret}')]" for secret in secrets):
                declared = at(inner, "parameters", parameter, "type")
                assert str(declared).startswith("secure"), f"{name}: {parameter}"


def test_signing_in_with_microsoft_takes_its_secret_from_the_vault() -> None:
    kind = "Microsoft.Web/staticSites/config"

    assert minimal().of(kind) == []
    given = only(everything(), kind).properties
    assert str(given["BIFROST_SIGN_IN_CLIENT_SECRET"]).startswith("@Microsoft.KeyVault(SecretUri=")


def test_the_budget_and_the_probe_can_be_left_out() -> None:
    without = with_parameters(monthlyBudget=0, readinessLocations=[])

    assert without.of("Microsoft.Consumption/budgets") == []
    assert without.of("Microsoft.Insights/webtests") == []
    assert without.of("Microsoft.Insights/metricAlerts") == []
    assert only(minimal(), "Microsoft.Consumption/budgets").is_made_once
