"""Request handlers that list, create and change forms."""

from collections.abc import Sequence
from uuid import uuid4

from pydantic import JsonValue

from shared.call import Call
from shared.engine.code.scripts import NAME as SCRIPT
from shared.errors import Conflict, Detail, InvalidInput
from shared.forms import drafts, files, schema
from shared.forms.secret_fields import secret_field_faults
from shared.models.base import GLOBAL
from shared.models.forms import (
    Form,
    FormCheck,
    FormCheckRequest,
    FormCreate,
    FormDraft,
    FormFacts,
    FormFile,
    FormImport,
    FormRoles,
    FormUpdate,
    FormView,
)
from shared.models.pages import Listed
from shared.models.traces import Trace
from shared.models.workflows import Index
from shared.operations import form_access, run_requests
from shared.operations.conditional_edits import require_version, show_version
from shared.repositories.forms import key_of_name

KEY = "n|"
#: The mark of a page key: the organization's own form of this name was listed, GLOBAL's was not.
GLOBAL_NEXT = "+"


async def page(call: Call, limit: int, start: str | None) -> Listed[FormView]:
    """List the forms of the organization and of GLOBAL that the caller sees, by name.

    A page may be short and still have a next one: forms that the caller does not see are left out.
    """
    scope, at = call.caller.scope, start or KEY
    plain = at.removesuffix(GLOBAL_NEXT)
    own = await call.forms.page(plain if plain == at else f"{plain}!", limit)
    pages = {scope: own}
    if scope != GLOBAL:
        pages[GLOBAL] = await call.platform.directory.forms_of(GLOBAL).page(plain, limit)
    # Beyond the end of an incomplete page it is unknown what stands in between.
    horizon = min((page.next for page in pages.values() if page.next), default=None)
    found = [form for page in pages.values() for form in page.items]
    merged = sorted((form for form in found if _is_before(form, horizon)), key=_place)
    following = _next_key(merged, limit) if len(merged) > limit else horizon
    visible = await form_access.visible_among(call, merged[:limit])
    return Listed(await _views(call, visible), following)


async def get(call: Call, form_id: str) -> FormView:
    form = await form_access.require_visible(call, form_id)
    show_version(call, form, FormUpdate)
    return (await _views(call, [form]))[0]


async def create(call: Call, new: FormCreate) -> FormView:
    """Create a form in the organization in scope, or in GLOBAL."""
    form = _made(call, new)
    form_access.require_editor(call, form.org_id)
    index = await _index(call, form.org_id, [form])
    _require_whole(form, index)
    await call.platform.directory.forms_of(form.org_id).add(form)
    _changed(call, None, form)
    show_version(call, form, FormUpdate)
    return _view(form, index)


async def check(call: Call, request: FormCheckRequest) -> tuple[Form, FormCheck]:
    """Check a form as ``create`` or ``update`` would, and store nothing.

    Raises what they raise: InvalidInput with the faults, Conflict for a name that is taken.
    """
    form = _made(call, request.form)
    if request.form_id:
        before = (await form_access.require_editable(call, request.form_id)).form
        form = form.model_copy(update={"id": before.id, "org_id": before.org_id})
    form_access.require_editor(call, form.org_id)
    index = await _index(call, form.org_id, [form])
    _require_whole(form, index)
    namesake = await call.platform.directory.forms_of(form.org_id).named(form.name)
    if namesake and namesake.form.id != form.id:
        raise Conflict(f"another form has the name {form.name!r}: choose another one")
    view = _view(form, index)
    found = FormCheck(missing_required_params=view.missing_required_params, problems=view.problems)
    return form, found


async def update(call: Call, form_id: str, change: FormUpdate) -> FormView:
    """Change the fields that were sent; a form without its workflow can still be disabled."""
    before = await form_access.require_editable(call, form_id)
    require_version(call, before.form, FormUpdate)
    stamp = {
        "updated_by": call.caller.actor.id,
        "updated_at": call.platform.services.clock.now(),
    }
    after = before.form.model_copy(update={**change.facts, **stamp})
    index = await _index(call, after.org_id, [after])
    if not change.model_fields_set <= {"name", "description", "is_active", "access_level"}:
        _require_whole(after, index)
    await call.platform.directory.forms_of(after.org_id).replace(before, after)
    _changed(call, before.form, after)
    show_version(call, after, FormUpdate)
    return _view(after, index)


async def delete(call: Call, form_id: str, *, purge: bool) -> None:
    """Disable a form; with ``purge``, remove a disabled one and revoke it from every role."""
    before = await form_access.require_editable(call, form_id)
    if not purge:
        await update(call, form_id, FormUpdate(is_active=False))
        return
    require_version(call, before.form, FormUpdate)
    if before.form.is_active:
        raise Conflict(f"the form {before.form.name!r} is active: delete it without purge first")
    while (roles := await call.roles.roles_of_form(form_id, limit=40)).items:
        for role_id in roles.items:
            await call.roles.revoke(role_id, form_id)
    await call.platform.directory.forms_of(before.form.org_id).remove(before)
    _changed(call, before.form, None)


async def roles(call: Call, form_id: str) -> FormRoles:
    """Return the organization's roles that have the form; they count if access is by role."""
    await form_access.require_visible(call, form_id)
    found = await call.roles.roles_of_form(form_id)
    return FormRoles(role_ids=tuple(map(str, found.items)))


async def draft(call: Call, name: str) -> FormDraft:
    """Draft a form that fits the workflow, for the author to review and create."""
    return drafts.draft_of(await run_requests.startable(call, name))


async def export(call: Call, form_id: str) -> FormFile:
    return FormFile(form=files.file_of(await form_access.require_visible(call, form_id)))


async def take_in(
    call: Call, content: dict[str, JsonValue], *, is_global: bool, replace: bool
) -> FormImport:
    """Create a form from a file; with ``replace``, update the form of the same name instead."""
    read, dropped = files.read(content)
    new = read.model_copy(update={"is_global": is_global})
    owner = GLOBAL if is_global else call.caller.scope
    before = await call.platform.directory.forms_of(owner).named(new.name) if replace else None
    if before is None:
        return FormImport(form=await create(call, new), dropped=tuple(dropped))
    facts = {name: getattr(new, name) for name in FormUpdate.model_fields}
    view = await update(call, before.form.id, FormUpdate(**facts))
    return FormImport(form=view, dropped=tuple(dropped))


def _changed(call: Call, before: Form | None, after: Form | None) -> None:
    """Record the change, also in the owner's log: GLOBAL's forms are changed from other scopes."""
    had, has = (FormFacts.of(form) if form else None for form in (before, after))
    if form := after or before:
        call.changed("form", form.id, had, has, traces={form.org_id: Trace(had, has)})


def _place(form: Form) -> tuple[str, bool]:
    """Return the sort key in lists: the name, own forms first."""
    return key_of_name(form.name), form.org_id == GLOBAL


def _is_before(form: Form, horizon: str | None) -> bool:
    return horizon is None or key_of_name(form.name) < horizon


def _next_key(merged: Sequence[Form], limit: int) -> str:
    """Return the key of the next page, after ``limit`` forms."""
    (before, _), (key, _) = _place(merged[limit - 1]), _place(merged[limit])
    return key + GLOBAL_NEXT if before == key else key


def _made(call: Call, new: FormCreate) -> Form:
    facts = {name: getattr(new, name) for name in FormCreate.model_fields if name != "is_global"}
    return Form(
        **facts,
        id=str(uuid4()),
        org_id=GLOBAL if new.is_global else call.caller.scope,
        created_by=call.caller.actor.id,
        created_at=call.platform.services.clock.now(),
    )


async def _index(call: Call, owner: str, forms: Sequence[Form]) -> Index:
    """Return what the forms refer to, if the caller may start it.

    For GLOBAL's forms it is the whole index: rights are checked in the organization that uses them.
    """
    if owner == GLOBAL and call.caller.actor.is_platform_admin:
        return await call.platform.engine.catalog.index()
    return await form_access.index_for(call, forms)


def _require_whole(form: Form, index: Index) -> None:
    faults = [*schema.faults_in(form.fields), *_outside(form, index)]
    if form.linked_workflow == SCRIPT:
        faults.append(Detail(("body", "linkedWorkflow"), "a form cannot run scripts"))
    if faults:
        raise InvalidInput(f"the form {form.name!r} is invalid: see details", faults[:100])


def _outside(form: Form, index: Index) -> Sequence[Detail]:
    launch = form.launch_workflow_id
    found = schema.faults_outside(form.fields, form.linked_workflow, launch, index)
    return [*found, *secret_field_faults(form, index)]


async def _views(call: Call, forms: Sequence[Form]) -> Sequence[FormView]:
    if not forms:
        return []
    index = await _index(call, call.caller.scope, forms)
    return [_view(form, index) for form in forms]


def _view(form: Form, index: Index) -> FormView:
    workflow = index.workflows.get(form.linked_workflow)
    return FormView(
        **{name: getattr(form, name) for name in Form.model_fields},
        missing_required_params=schema.missing_parameters(
            form.fields, form.default_launch_params, workflow
        ),
        problems=tuple(fault.message for fault in _outside(form, index)),
    )
