"""Decides which forms a caller sees, uses and edits; every access to a form begins here.

Administrators see every form of their organization, and the active forms of GLOBAL. Other users
see active forms; if access to a form is by role, only if one of their roles has it. A form whose
workflow the caller may not start through it is hidden, except from the administrators who can edit
it. To a caller who does not see a form, it does not exist: NotFound.
"""

import asyncio
from collections.abc import Sequence
from uuid import UUID

from shared.call import Call
from shared.engine.authorization.authorization import Door
from shared.errors import Conflict, NotFound, NotPermitted
from shared.models.base import GLOBAL
from shared.models.callers import CallerKind
from shared.models.forms import Form
from shared.models.workflows import Index
from shared.repositories.forms import StoredForm


async def require_visible(call: Call, form_id: str) -> Form:
    """Return a form of the organization or of GLOBAL; NotFound if the caller does not see it."""
    form = (await _stored(call, form_id)).form
    if not await _is_visible(call, form):
        raise NotFound("form", form_id)
    return form


async def require_usable(call: Call, form_id: str) -> Form:
    """Return a form that can be submitted; Conflict if an administrator sees a disabled one."""
    form = await require_visible(call, form_id)
    if not form.is_active:
        raise Conflict(f"the form {form.name!r} is disabled: enable it first")
    return form


async def still_allowed(call: Call, form_id: str | None) -> bool:
    """Whether a queued run that was started by the form is still allowed by the caller's roles.

    A form that was disabled or removed meanwhile does not affect runs that were submitted before.
    """
    actor = call.caller.actor
    if form_id is None or actor.is_admin or actor.kind is not CallerKind.USER:
        return True
    try:
        form = (await _stored(call, form_id)).form
    except NotFound:
        return True
    return await _is_allowed(call, form.model_copy(update={"is_active": True}))


async def require_editable(call: Call, form_id: str) -> StoredForm:
    """Return a form, with its stored row, that the caller may change; for administrators."""
    stored = await _stored(call, form_id)
    if not await _is_visible(call, stored.form):
        raise NotFound("form", form_id)
    require_editor(call, stored.form.org_id)
    return stored


def require_editor(call: Call, org_id: str) -> None:
    """NotPermitted if forms of this owner are not the caller's to change."""
    if not _may_edit(call, org_id):
        raise NotPermitted("forms of GLOBAL can be changed by platform administrators only")


def _may_edit(call: Call, org_id: str) -> bool:
    """Whether the caller may change forms of this owner, which is the scope or GLOBAL."""
    actor = call.caller.actor
    return actor.is_platform_admin or (actor.is_admin and org_id != GLOBAL)


async def visible_among(call: Call, forms: Sequence[Form]) -> Sequence[Form]:
    """Return the forms that the caller sees."""
    allowed = await _allowed(call)
    visible = [form for form in forms if _is_shown(call, form, in_role=form.id in allowed)]
    return await _startable(call, visible)


async def index_for(call: Call, forms: Sequence[Form]) -> Index:
    """Return the workflows and providers of these forms that the caller may start through them."""
    engine = call.platform.engine
    index = await engine.catalog.index()
    workflows = {name for form in forms for name in _workflows(form)}
    providers = {name for form in forms for name in form.providers}
    part = {
        "workflows": {name: one for name, one in index.workflows.items() if name in workflows},
        "providers": {name: one for name, one in index.providers.items() if name in providers},
    }
    reduced = index.model_copy(update=part)
    return await engine.authorization.narrowed(reduced, call.caller.subject, Door.FORM)


async def _stored(call: Call, form_id: str) -> StoredForm:
    for owner in dict.fromkeys([call.caller.scope, GLOBAL]):
        stored = await call.platform.directory.forms_of(owner).find(form_id)
        if stored is not None:
            return stored
    raise NotFound("form", form_id)


async def _startable(call: Call, forms: Sequence[Form]) -> Sequence[Form]:
    """Return the forms whose workflows the caller may start; a missing workflow hides no form."""
    read_only = [form for form in forms if not _may_edit(call, form.org_id)]
    if not read_only:
        return forms
    engine = call.platform.engine
    index = (await engine.catalog.index()).workflows
    names = {name for form in read_only for name in _workflows(form)} & {*index}
    known = [index[name] for name in names]
    free = await engine.authorization.startable(known, call.caller.subject, Door.FORM)
    denied = names - {one.name for one in free}
    return [f for f in forms if f not in read_only or denied.isdisjoint(_workflows(f))]


def _workflows(form: Form) -> Sequence[str]:
    launch = form.launch_workflow_id
    return (form.linked_workflow,) if launch is None else (form.linked_workflow, launch)


async def _is_visible(call: Call, form: Form) -> bool:
    return await _is_allowed(call, form) and bool(await _startable(call, [form]))


async def _is_allowed(call: Call, form: Form) -> bool:
    if _is_shown(call, form, in_role=False) or not _is_shown(call, form, in_role=True):
        return _is_shown(call, form, in_role=False)
    user_id = _user_id(call)
    if user_id is None:
        return False
    own, allowed = await asyncio.gather(
        call.roles.roles_of(user_id), call.roles.roles_of_form(form.id)
    )
    return not set(own.items).isdisjoint(allowed.items)


def _is_shown(call: Call, form: Form, *, in_role: bool) -> bool:
    if call.caller.actor.is_admin:
        is_own = form.org_id == call.caller.scope
        return form.is_active or is_own or call.caller.actor.is_platform_admin
    return form.is_active and (in_role or form.access_level != "role_based")


async def _allowed(call: Call) -> frozenset[str]:
    """The ids of forms that the caller's roles grant; empty for administrators, who need none."""
    user_id = _user_id(call)
    if user_id is None or call.caller.actor.is_admin:
        return frozenset()
    return await call.roles.forms_of_all((await call.roles.roles_of(user_id)).items)


def _user_id(call: Call) -> UUID | None:
    """The caller's user id, also if a run calls: a run has only the actor who started it."""
    actor = call.caller.actor
    return UUID(actor.id) if actor.kind is CallerKind.USER else None
