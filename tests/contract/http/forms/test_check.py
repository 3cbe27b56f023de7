"""POST /api/forms/validate: what saving a form would say, with nothing saved."""

from typing import Any

import pytest

from tests.contract.client import Answer, Http
from tests.contract.forms import ALICE, FOREIGN, NAME, OWNER, Forms, Headers, field, form_of
from tests.contract.http.forms.forms_helpers import names


async def check(http: Http, form: object, who: Headers = OWNER, **more: Any) -> Answer:
    return await http("check_form", body={"form": form, **more}, headers=who)


async def test_a_sound_form_is_found_sound_and_not_stored(http: Http) -> None:
    answer = await check(http, form_of())

    assert answer.status == 200
    assert answer.json == {"missingRequiredParams": [], "problems": [], "parameters": None}
    assert await names(http, OWNER) == []


async def test_faults_stand_where_saving_puts_them(http: Http, forms: Forms) -> None:
    broken = form_of(NAME, field("name"))

    answer, saved = await check(http, broken), await forms.create(broken)

    assert answer.status == saved.status == 400
    assert answer.json["details"] == saved.json["details"]


async def test_a_name_that_is_taken_is_no_fault_of_the_form_that_has_it(
    http: Http, forms: Forms
) -> None:
    form_id = await forms.make()

    taken = await check(http, form_of(name="ONBOARDING"))
    own = await check(http, form_of(name="ONBOARDING"), formId=form_id)

    assert (taken.status, own.status) == (409, 200)
    assert "another form" in taken.json["message"]


async def test_what_a_submission_would_start_is_shown_without_secrets(http: Http) -> None:
    secret = field("password", secret=True, required=True)
    form = form_of(secret, linkedWorkflow="keeps_a_password", defaultLaunchParams={"note": "new"})

    answer = await check(http, form, formData={"password": "hush hush hush"})

    assert answer.status == 200, answer.json
    assert answer.json["parameters"] == {"password": "[redacted]", "note": "new"}


async def test_answers_that_a_submission_refuses_are_refused_here(http: Http) -> None:
    answer = await check(http, form_of(), formData={})

    assert answer.status == 422
    assert answer.json["details"][0]["location"] == ["body", "formData", "name"]


@pytest.mark.parametrize(("who", "status"), [(ALICE, 403), (FOREIGN, 404)])
async def test_who_may_not_change_a_form_may_not_check_it(
    http: Http, forms: Forms, who: Headers, status: int
) -> None:
    form_id = await forms.make()

    assert (await check(http, form_of(), who, formId=form_id)).status == status


async def test_a_form_of_global_is_checked_by_platform_administrators_only(
    http: Http, root: Headers
) -> None:
    form = form_of(isGlobal=True)

    assert (await check(http, form)).status == 403
    assert (await check(http, form, root)).status == 200
