"""Roles: each where it is needed and no wider, and none that Azure does not have."""

from infra.arm.evaluate import Deployed, Deployment
from infra.arm.functions import DEPLOYER
from tests.unit.infra.deployment import everything, minimal, with_parameters

KIND = "Microsoft.Authorization/roleAssignments"
#: The built-in roles by their ids, as Azure publishes them.
ROLES = {
    "b7e6dc6d-f1e8-4753-8033-0f276bb0955b": "Storage Blob Data Owner",
    "ba92f5b4-2d11-453d-a403-e96b0029c9fe": "Storage Blob Data Contributor",
    "974c5e8b-45b9-4653-ba55-5f855dd0fb88": "Storage Queue Data Contributor",
    "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3": "Storage Table Data Contributor",
    "69566ab7-960f-475b-8e7c-b3118f30c6bd": "Storage File Data Privileged Contributor",
    "b86a8fe4-44ce-4948-aee5-eccb2c155cd7": "Key Vault Secrets Officer",
    "4633458b-17de-408a-b874-0445c86b69e6": "Key Vault Secrets User",
    "3913510d-42f4-4e42-8a64-420c390055eb": "Monitoring Metrics Publisher",
}
APP = "00000000-0000-0000-0000-00000000000b"
WEB = "00000000-0000-0000-0000-00000000000d"


def _given(deployment: Deployment, principal: str) -> set[tuple[str, str]]:
    """Role and scope of every assignment to a principal; the scope by its last two parts."""
    found = [one for one in deployment.of(KIND) if one.properties["principalId"] == principal]
    return {(_role(one), _place(deployment, one)) for one in found}


def _role(one: Deployed) -> str:
    return ROLES[str(one.properties["roleDefinitionId"]).split("/")[-1]]


def _place(deployment: Deployment, one: Deployed) -> str:
    names = {
        str(deployment.outputs["BIFROST_DATA_ACCOUNT"]): "data",
        str(deployment.outputs["BIFROST_FILES_ACCOUNT"]): "files",
    }
    kind, name = one.scope.split("/")[-2:]
    return names.get(name, kind if kind in ("vaults", "components") else name)


def test_the_app_may_use_its_data_and_read_its_package() -> None:
    assert _given(minimal(), APP) == {
        ("Storage Blob Data Owner", "data"),
        ("Storage Queue Data Contributor", "data"),
        ("Storage Table Data Contributor", "data"),
        ("Storage Blob Data Contributor", "deployment"),
        ("Key Vault Secrets Officer", "vaults"),
        ("Monitoring Metrics Publisher", "components"),
    }


def test_the_web_app_may_read_the_one_secret_of_its_sign_in() -> None:
    assert _given(minimal(), WEB) == set()
    assert _given(everything(), WEB) == {("Key Vault Secrets User", "sign-in-client-secret")}


def test_the_operator_that_deploys_may_let_administrators_in() -> None:
    assert _given(minimal(), DEPLOYER) == {
        ("Storage Blob Data Contributor", "data"),
        ("Storage Queue Data Contributor", "data"),
        ("Storage Table Data Contributor", "data"),
        ("Storage File Data Privileged Contributor", "files"),
        ("Key Vault Secrets Officer", "vaults"),
    }
    assert _given(with_parameters(operatorPrincipalId=""), DEPLOYER) == set()


def test_no_role_is_given_on_the_group_or_the_subscription() -> None:
    for one in everything().of(KIND):
        assert "/providers/" in one.scope, one.scope
