import pytest

from bifrost import UserError, testing
from workspace.examples.licences import give_licence, licence_choices


async def test_only_what_is_free_can_be_chosen() -> None:
    with testing.running(config={"licence_prefix": "Microsoft 365"}):
        choices = await licence_choices(at_least=2)

    assert choices == [{"label": "Microsoft 365 E3", "value": "E3", "description": "4 free"}]


async def test_what_is_given_is_left_less() -> None:
    with testing.running():
        assert (await give_licence("ada@contoso.test", "E3", seats=3))["left"] == 1


async def test_what_is_not_there_cannot_be_given() -> None:
    with testing.running(organization="Contoso"), pytest.raises(UserError, match="has 0 of F1"):
        await give_licence("ada@contoso.test", "F1")
