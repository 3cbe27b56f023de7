"""Choices of data providers in a form that is sent."""

from collections.abc import Mapping
from typing import Any

import pytest

from tests.contract.client import Http
from tests.contract.engine.form_runs.form_runs_helpers import Headers
from tests.contract.forms import ALICE, NAME, Forms, field


def provided(mode: str, member: str, value: str, **others: object) -> dict[str, object]:
    given = {"region": {"mode": mode, member: value}}
    return field("plan", "select", dataProvider="plans_of", dataProviderInputs=given, **others)


@pytest.mark.parametrize(
    "plan",
    [
        provided("static", "value", "eu"),
        provided("fieldRef", "fieldName", "name"),
        provided("expression", "expression", "field.name.toLowerCase()"),
    ],
)
async def test_what_was_chosen_is_among_the_providers_choices(
    forms: Forms, plan: Mapping[str, object]
) -> None:
    form_id = await forms.make(NAME, plan)

    taken = await forms.taken(form_id, {"name": "eu", "plan": "eu-1"})
    faults = await forms.faults(form_id, {"name": "eu", "plan": "us-1"})

    assert taken["plan"] == "eu-1"
    assert faults == {"plan": "this is not one of the choices"}


async def test_a_choice_waits_for_the_fields_that_it_depends_on(forms: Forms) -> None:
    plan = provided("fieldRef", "fieldName", "city")
    form_id = await forms.make(NAME, field("city"), plan)

    faults = await forms.faults(form_id, {"name": "Ada", "plan": "eu-1"})

    assert "first fill in the fields" in faults["plan"]
    assert await forms.taken(form_id, {"name": "Ada"})


async def test_a_choice_comes_as_the_value_that_the_provider_has(forms: Forms) -> None:
    given = {"region": {"mode": "static", "value": "eu"}}
    licence = field("licence", dataProvider="licences_of", dataProviderInputs=given)
    form_id = await forms.make(NAME, licence)

    assert (await forms.taken(form_id, {"name": "Ada", "licence": "2"}))["licence"] == 2
    assert (await forms.taken(form_id, {"name": "Ada", "licence": 2}))["licence"] == 2
    assert await forms.faults(form_id, {"name": "Ada", "licence": "9"})


async def test_choices_are_listed_for_a_form_that_uses_the_provider_only(
    http: Http, forms: Forms
) -> None:
    form_id = await forms.make(NAME, provided("fieldRef", "fieldName", "name"))

    async def ask(name: str, body: object, who: Headers = ALICE) -> Any:
        place = {"form_id": form_id, "name": name}
        return await http("list_form_options", place, body=body, headers=who)

    first = await ask("plans_of", {"inputs": {"region": "eu"}})
    second = await ask("plans_of", {"inputs": {"region": "eu"}})
    fresh = await ask("plans_of", {"inputs": {"region": "eu"}, "noCache": True})
    unused = await ask("licences_of", {"inputs": {"region": "eu"}})
    absent = await ask("nowhere", {})
    lacking = await ask("plans_of", {})

    assert first.json.keys() == {"provider", "options", "cached", "cache_expires_at"}
    assert [option["value"] for option in first.json["options"]] == ["eu-0", "eu-1"]
    assert [each.json["cached"] for each in (first, second, fresh)] == [False, True, False]
    assert (unused.status, absent.status, lacking.status) == (404, 404, 400)
    assert unused.json["message"].replace("licences_of", "nowhere") == absent.json["message"]


@pytest.mark.parametrize("what", ["text", "nothing", "unlabelled", "nested", "broken", "refused"])
async def test_junk_of_a_provider_is_told_as_such(http: Http, forms: Forms, what: str) -> None:
    given = {"what": {"mode": "static", "value": what}}
    plan = field("plan", "select", dataProvider="junk_choices", dataProviderInputs=given)
    form_id = await forms.make(NAME, plan)

    sent = await forms.send(form_id, {"name": "Ada", "plan": "a"})
    place = {"form_id": form_id, "name": "junk_choices"}
    listed = await http("list_form_options", place, body={"inputs": {"what": what}}, headers=ALICE)

    assert (sent.status, sent.json["error"]) == (502, "ProviderFailed")
    assert listed.status == 502
    assert "hunter2" not in sent.body.decode()
