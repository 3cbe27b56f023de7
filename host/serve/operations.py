"""What the operator of the machine may ask of the platform, inside the process that has it."""

from functools import partial
from uuid import uuid4

from host.serve.requests import OperatorAnswer, OperatorRequest
from shared.call import Call, Caller, Platform
from shared.errors import BifrostError, NotFound
from shared.handlers import administrators
from shared.models.auth import PasswordLinkView
from shared.models.callers import Origin
from shared.operations.auditing import on_record

PAGE = "/setup"
LINK = """
There is no administrator yet. The first who opens this link becomes one (once, within 24 hours):

  {link}
"""


async def answer(platform: Platform, request: OperatorRequest) -> OperatorAnswer:
    """Do what the operator asks; an expected error becomes the answer."""
    work = {
        "administrator.link": _administrator_link,
        "administrator.resetFactor": _reset_factor,
        "organization.find": _organization,
    }
    try:
        return OperatorAnswer(text=await work[request.operation](platform, request.subject))
    except BifrostError as error:
        return OperatorAnswer(error=str(error))


async def setup_link(platform: Platform) -> str | None:
    """Make the link for the first administrator, on record; None if there is an administrator."""
    if await platform.directory.users.has_administrator():
        return None
    call = _call(platform, "setup.link")
    made = await on_record(call, partial(administrators.setup_link, call))
    return None if made is None else _page(platform, made)


async def _administrator_link(platform: Platform, email: str) -> str:
    call = _call(platform, "administrator.link")
    return _page(platform, await on_record(call, partial(administrators.link, call, email)))


async def _reset_factor(platform: Platform, email: str) -> str:
    call = _call(platform, "administrator.resetFactor")
    return await on_record(call, partial(administrators.reset_factor, call, email))


async def _organization(platform: Platform, org_id: str) -> str:
    found = await platform.directory.organizations.find(org_id)
    if found is None:
        raise NotFound("organization", org_id)
    return found.name


def _call(platform: Platform, operation: str) -> Call:
    origin = Origin(operation=operation, request_id=uuid4().hex)
    return Call(Caller(administrators.OPERATOR), platform, origin=origin)


def _page(platform: Platform, link: PasswordLinkView) -> str:
    """The address of the page that opens a link: browsers send no server what is after the #."""
    return f"{platform.settings.public_url}{PAGE}#token={link.token}"
