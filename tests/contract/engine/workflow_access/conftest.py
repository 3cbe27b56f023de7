"""Fixtures of the tests of this folder."""

import pytest

from functions.composition import Runtime
from tests.contract.client import KEY_HEADERS, Http
from tests.contract.engine.workflow_access.workflow_access_helpers import (
    ELSEWHERE,
    People,
    put_in_role,
)
from tests.contract.users import ROOT, add_user, signed_in, with_key


@pytest.fixture
async def people(running: Runtime, http: Http) -> People:
    directory = running.platform.directory
    await add_user(directory.users, "member", {"acme": "member"})
    financier = await add_user(directory.users, "financier", {"acme": "member"})
    await add_user(directory.users, "owner", {"acme": "admin"})
    foreign = await add_user(directory.users, "foreign", {"globex": "member"})
    await add_user(directory.users, "foreigner", {"globex": "admin"})
    await add_user(directory.users, ROOT, is_admin=True)
    owner = signed_in("owner")
    await put_in_role(http, owner, "FINANCE", str(financier.id))
    await put_in_role(http, signed_in("foreigner"), "Dispatch", str(foreign.id))
    limit = {"workflows": ["for_forms", "for_forms_of_finance", "for_globex"]}
    keys = [
        str((await http("create_workflow_key", body=body, headers=owner)).json["rawKey"])
        for body in ({"description": "all"}, limit)
    ]
    in_global = {name: text for name, text in KEY_HEADERS.items() if name == "content-type"}
    headers = {
        "member": signed_in("member"),
        "financier": signed_in("financier"),
        "owner": owner,
        "root": signed_in(ROOT, "acme"),
        "function key": KEY_HEADERS,
        "API key": with_key(keys[0]),
        "limited API key": with_key(keys[1]),
        "foreign member": signed_in("foreign"),
        "foreign owner": signed_in("foreigner"),
        "foreign function key": ELSEWHERE,
        "root elsewhere": signed_in(ROOT, "globex"),
        "root in GLOBAL": signed_in(ROOT),
        "function key in GLOBAL": in_global,
    }
    return People(headers, http)
