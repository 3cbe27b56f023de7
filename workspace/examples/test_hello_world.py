import pytest

from bifrost import UserError, testing
from workspace.examples.hello_world import hello_world


async def test_it_greets_in_the_language_asked_for() -> None:
    with testing.running(organization="Contoso", user="alice"):
        answer = await hello_world("Alice", language="spanish")

    assert answer == {
        "greeting": "¡Hola, Alice!",
        "language": "spanish",
        "organization": "Contoso",
        "executed_by": "alice",
    }


async def test_it_says_which_languages_it_knows() -> None:
    with testing.running(), pytest.raises(UserError, match="I know english, spanish"):
        await hello_world("Alice", language="klingon")
