"""What forms cost: storage transactions on either store, by count.

The numbers are those of docs/forms.md.
"""

from collections import Counter
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from pydantic import JsonValue

from functions.runtime import compose
from shared.call import Call, Caller, Platform
from shared.handlers import form_runs, form_uploads, forms, roles
from shared.models.callers import Actor, CallerKind
from shared.models.form_requests import FormRequest, Upload
from shared.models.forms import FormCreate, FormField, FormSchema, FormUpdate
from shared.models.roles import RoleCreate, RoleForms
from shared.models.runs import RunOptions
from shared.settings import Settings
from tests.support.backends import Backend
from tests.support.counted_stores import Counted

FIELDS = FormSchema(
    fields=(
        FormField(name="name", label="Name", type="text", required=True),
        FormField(name="paper", label="Paper", type="file"),
    )
)

PAPER = Upload(file_name="a.png", content_type="image/png", file_size=3)


@dataclass(frozen=True, slots=True)
class Made:
    owner: Call
    member: Call
    for_all: str
    for_role: str


@pytest.fixture
async def platform(
    backend: Backend, counted: Counted, workspace: Path, tmp_path: Path
) -> AsyncGenerator[Platform]:
    chosen = Settings.model_validate(
        {
            **backend.settings,
            "BIFROST_WORKSPACE_LOCATION": str(workspace),
            "BIFROST_CACHE_LOCATION": str(tmp_path),
        }
    )
    services = await backend.connect(chosen, counted)
    made = compose(chosen, services)
    yield made.platform
    await made.platform.engine.close()
    await services.close()


def calling(platform: Platform, org_id: str, *, is_admin: bool) -> Call:
    actor = Actor(kind=CallerKind.USER, id=str(uuid4()), name="Ada", is_admin=is_admin)
    return Call(Caller(actor, org_id, "Counted", user_id=UUID(actor.id)), platform)


def new_form(name: str, level: str, launch: str | None = None) -> FormCreate:
    return FormCreate(
        name=name,
        linked_workflow="take_form",
        form_schema=FIELDS,
        access_level="role_based" if level == "role_based" else "authenticated",
        launch_workflow_id=launch,
    )


def cost(counted: Counted) -> Counter[str]:
    """How many requests each store got, since this was last asked."""
    kinds = {"/executions/": "blobs", "/uploads": "uploads"}
    stores = Counter(
        next((kind for prefix, kind in kinds.items() if path.startswith(prefix)), "tables")
        for _, path in counted.of_executions()
    )
    counted.sent.clear()
    return stores


@pytest.fixture
async def made(platform: Platform, counted: Counted) -> Made:
    """One form for all and one for a role, and everything known that is known after one run."""
    org_id = f"org-{uuid4().hex}"
    owner, member = (calling(platform, org_id, is_admin=admin) for admin in (True, False))
    for_all = await forms.create(owner, new_form("For all", "authenticated", "launch_form"))
    for_role = await forms.create(owner, new_form("For a role", "role_based"))
    role = await roles.create(owner, RoleCreate(name="Desk"))
    await owner.roles.add_users(await owner.roles.get(role.id), [UUID(member.caller.actor.id)])
    await roles.grant(owner, role.id, RoleForms(form_ids=(for_role.id,)))
    await send(member, for_all.id)
    await form_uploads.begin(member, for_all.id, PAPER)
    cost(counted)
    return Made(owner, member, for_all.id, for_role.id)


async def send(call: Call, form_id: str, **others: JsonValue) -> None:
    token = others.pop("startup_token", None)
    values = {"name": "Ada", **others}
    request = FormRequest(form_data=values, startup_token=str(token) if token else None)
    reply = await form_runs.execute(call, form_id, request, RunOptions())
    assert reply.status == 200


async def test_to_see_forms(made: Made, counted: Counted) -> None:
    await forms.get(made.member, made.for_all)
    assert cost(counted) == {"tables": 1}

    await forms.get(made.member, made.for_role)
    assert cost(counted) == {"tables": 3}

    listed = await forms.page(made.member, 100, None)
    assert len(listed.items) == 2
    assert cost(counted) == {"tables": 4}

    await forms.page(made.owner, 100, None)
    assert cost(counted) == {"tables": 2}


async def test_to_send_a_form(made: Made, counted: Counted) -> None:
    await send(made.member, made.for_all)
    assert cost(counted) == {"tables": 3}

    await send(made.member, made.for_role)
    assert cost(counted) == {"tables": 5}


async def test_to_begin_a_form(made: Made, counted: Counted) -> None:
    await form_runs.start(made.member, made.for_all, {}, {})  # learns where the audit log ends
    cost(counted)

    begun = await form_runs.start(made.member, made.for_all, {}, {})
    assert cost(counted) == {"tables": 4}  # one of them is the event of the launch workflow

    await send(made.member, made.for_all, startup_token=begun.startup_token)
    assert cost(counted) == {"tables": 4}


async def test_to_send_a_file_with_it(made: Made, counted: Counted) -> None:
    answer = await form_uploads.begin(made.member, made.for_all, PAPER)
    assert cost(counted) == {"tables": 3}
    name = answer.file_metadata.path.removeprefix("uploads/")
    await made.member.platform.services.uploads.write(name, b"png")
    cost(counted)

    await send(made.member, made.for_all, paper=answer.file_metadata.path)

    assert cost(counted) == {"tables": 5, "uploads": 1}


async def test_to_change_forms(made: Made, counted: Counted) -> None:
    await forms.create(made.owner, new_form("Another", "authenticated"))
    assert cost(counted) == {"tables": 1}

    await forms.update(made.owner, made.for_all, FormUpdate(name="Renamed"))
    assert cost(counted) == {"tables": 2}
