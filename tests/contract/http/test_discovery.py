"""What there is to run, as each kind of caller sees it."""

from collections.abc import Mapping
from typing import Any

import pytest

from functions.composition import Runtime
from shared.services.services import Services
from shared.services.workspace.memory import MemoryWorkspace
from tests.contract.client import KEY_HEADERS, Http
from tests.contract.users import add_user, signed_in

MEMBER = signed_in("member")
GOOD = """from bifrost import workflow


@workflow(category="Tools", tags=["x"])
async def {0}(name: str) -> str:
    '''Say {0}.'''
    return name
"""

OPEN = GOOD.replace("tags=", 'access="members", tags=')


@pytest.fixture(autouse=True)
async def people(running: Runtime) -> None:
    await add_user(running.platform.directory.users, "member", {"acme": "member"})


@pytest.fixture
def files(services: Services) -> dict[str, str]:
    assert isinstance(services.workspace, MemoryWorkspace)
    return services.workspace.files


def parameter(view: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = next(one for one in view["parameters"] if one["name"] == name)
    return {key: value for key, value in found.items() if value is not None}


async def test_a_workflow_is_shown_with_its_whole_signature(http: Http) -> None:
    view = (await http("get_workflow", {"name": "onboard"}, headers=MEMBER)).json

    assert (view["description"], view["category"], view["tags"]) == (
        "Onboard somebody.",
        "Users",
        ["people"],
    )
    assert (view["executionMode"], view["timeoutSeconds"], view["timeSavedMinutes"]) == (
        "sync",
        40,
        12,
    )
    assert [one["name"] for one in view["parameters"]] == [
        "name", "kind", "begins_on", "address", "city", "licence",
    ]  # fmt: skip
    assert parameter(view, "name") == {
        "name": "name",
        "type": "string",
        "required": True,
        "label": "Name",
        "description": "as it is in the passport",
        "secret": False,
        "validation": {"min": 2, "message": "Give the whole name."},
    }
    assert parameter(view, "kind")["options"] == [
        {"label": "Full time", "value": "full"},
        {"label": "Guest", "value": "guest"},
    ]
    assert parameter(view, "begins_on")["type"] == "date"
    assert parameter(view, "licence") == {
        "name": "licence",
        "type": "int",
        "required": False,
        "label": "Licence",
        "secret": False,
        "defaultValue": 0,
        "dataProvider": "licences_of",
        "dataProviderInputs": {"region": "city"},
    }
    assert view["parametersSchema"]["required"] == ["name", "kind", "begins_on"]


async def test_where_a_file_is_and_what_is_broken_is_for_platform_administrators(
    http: Http, root: Mapping[str, str], files: dict[str, str]
) -> None:
    files["customers/contoso.py"] = "import nothing_of_this_name\n"

    theirs = (await http("discover", headers=MEMBER)).json
    ours = (await http("discover", headers=root)).json

    assert theirs["problems"] == []
    assert {one["relativeFilePath"] for one in theirs["workflows"]} == {None}
    (problem,) = [one for one in ours["problems"] if one["file"] == "customers/contoso.py"]
    assert problem["line"] == 1
    assert "nothing_of_this_name" in problem["message"]
    named = {one["name"]: one["relativeFilePath"] for one in ours["workflows"]}
    assert named["onboard"] == "authoring.py"
    assert "licences_of" in {one["name"] for one in ours["dataProviders"]}


@pytest.mark.parametrize(
    ("kept", "hears"),
    [
        ("access='members', ", {"member", "owner", "key", "root"}),
        ("", {"owner", "key", "root"}),
        ("roles=['Finance'], ", {"owner", "key", "root"}),
        ("organizations=['globex'], ", set[str]()),
    ],
)
@pytest.mark.parametrize("fault", ["broken", "double"])
async def test_what_is_not_to_be_had_is_told_to_those_only_who_might_start_it(
    http: Http,
    running: Runtime,
    root: Mapping[str, str],
    files: dict[str, str],
    kept: str,
    hears: set[str],
    fault: str,
) -> None:
    await add_user(running.platform.directory.users, "owner", {"acme": "admin"})
    content = GOOD.replace("tags=", f"{kept}tags=").format("contoso_licence")
    files["customers/contoso.py"] = content
    await http("discover", headers=root)
    other = "import nothing_of_this_name\n" if fault == "broken" else content
    path = "customers/contoso.py" if fault == "broken" else "customers/again.py"
    await http("write_file", body={"path": path, "content": other}, headers=root)
    await http("discover", headers=root)
    callers = {"member": MEMBER, "owner": signed_in("owner"), "root": signed_in("root", "acme")}

    place, body = {"name": "contoso_licence"}, {"inputData": {"name": "x"}}
    answers = {
        who: await http("execute_workflow", place, body=body, headers=headers)
        for who, headers in callers.items()
    }
    answers["key"] = await http("run_workflow", place, body={"name": "x"})

    assert {who for who, one in answers.items() if one.status == 409} == hears
    assert {one.status for who, one in answers.items() if who not in hears} <= {404}
    for who, one in answers.items():
        assert ("customers/" in one.json["message"]) == (who == "root" and who in hears)


async def test_a_workflow_with_a_broken_file_is_409_and_why_is_for_platform_administrators(
    http: Http, root: Mapping[str, str], files: dict[str, str]
) -> None:
    path, name = "customers/contoso.py", {"name": "contoso_licence"}
    files[path] = OPEN.format("contoso_licence")
    assert (await http("get_workflow", name, headers=root)).status == 200
    broken = {"path": path, "content": "import nothing_of_this_name\n"}
    assert (await http("write_file", body=broken, headers=root)).status == 200

    asked = [
        await http("run_workflow", name, body={"name": "x"}),
        await http("execute_workflow", name, body={"inputData": {"name": "x"}}, headers=MEMBER),
        await http("get_workflow", name, headers=MEMBER),
        await http("get_workflow", name, headers=root),
        await http("execute_workflow", name, body={"inputData": {"name": "x"}}, headers=root),
    ]

    assert [one.status for one in asked] == [409] * 5
    for one in asked[:3]:
        assert "its file cannot be imported at present" in one.json["message"]
        assert "customers" not in one.json["message"]
    for one in asked[3:]:
        assert "customers/contoso.py: ModuleNotFoundError" in one.json["message"]
        assert "(line 1)" in one.json["message"]


async def test_lists_come_in_pages_by_name(http: Http) -> None:
    names: list[str] = []
    token: str | None = None
    while True:
        query = {"limit": "7", **({"continuationToken": token} if token else {})}
        page = await http("list_workflows", query=query, headers=MEMBER)
        names += [one["name"] for one in page.json]
        token = page.headers.get("x-continuation-token")
        if not token:
            break

    assert names == sorted(set(names))
    assert {"onboard", "succeeds"} <= {*names}
    providers = (await http("list_data_providers", headers=MEMBER)).json
    assert "whoever_asks" in {one["name"] for one in providers}
    assert (
        await http("list_workflows", query={"continuationToken": "x"}, headers=MEMBER)
    ).status == 400


async def test_a_key_that_is_limited_to_workflows_sees_those(
    http: Http, root: Mapping[str, str]
) -> None:
    body = {"workflows": ["succeeds"]}
    made = await http(
        "create_workflow_key", body=body, headers={**root, "x-organization-id": "acme"}
    )
    key = {"x-api-key": made.json["rawKey"]}

    seen = await http("list_workflows", headers=key)

    assert [one["name"] for one in seen.json] == ["succeeds"]
    assert (await http("get_workflow", {"name": "succeeds"}, headers=key)).status == 200
    assert (await http("get_workflow", {"name": "onboard"}, headers=key)).status == 404


async def test_a_run_gets_what_its_signature_says(http: Http) -> None:
    body = {
        "name": "Ada",
        "kind": "guest",
        "begins_on": "2026-11-25",
        "address": {"street": "Main", "zip": "12345"},
    }

    answer = await http("run_workflow", {"name": "onboard"}, body=body, headers=KEY_HEADERS)

    assert answer.json == {
        "name": "Ada",
        "kind": "GUEST",
        "weekday": "Wednesday",
        "street": "Main",
        "city": "Berlin",
        "licence": 0,
        "for": "acme",
    }


async def test_every_fault_of_the_input_is_named_before_anything_runs(http: Http) -> None:
    body = {"name": "A", "kind": "boss", "begins_on": "tomorrow", "address": {"zip": "1"}, "x": 1}

    answer = await http("run_workflow", {"name": "onboard"}, body=body, headers=KEY_HEADERS)

    faults = {".".join(map(str, d["location"])): d["message"] for d in answer.json["details"]}
    assert answer.status == 400
    assert faults["body.name"] == "Give the whole name."
    assert "body.kind" in faults
    assert faults["body.begins_on"] == "give a date, such as 2026-11-25"
    assert faults["body.address.street"] == "this parameter is required"
    assert "body.address.zip" in faults
    assert faults["body.x"] == "there is no such parameter"


async def check(http: Http, root: Mapping[str, str], **body: object) -> Any:
    return (await http("check_workflow_file", body=body, headers=root)).json


async def test_a_file_is_checked_without_being_kept(
    http: Http, root: Mapping[str, str], files: dict[str, str]
) -> None:
    before = {**files}

    good = await check(http, root, path="new/tool.py", content=GOOD.format("brand_new"))
    listed = (await http("list_workflows", headers=root)).json

    assert (good["valid"], good["issues"]) == (True, [])
    assert good["metadata"]["name"] == "brand_new"
    assert files == before
    assert "brand_new" not in {one["name"] for one in listed}


@pytest.mark.parametrize(
    ("content", "line", "words"),
    [
        ("def broken(:\n", 1, "SyntaxError"),
        ("x = 1\nimport nothing_there\n", 2, "nothing_there"),
        ("x = 1\n", None, "no function has @workflow"),
        (GOOD.format("f").replace("category=", "categorie="), 4, "categorie"),
        (GOOD.format("validate"), 4, "is reserved"),
        (GOOD.format("f").replace("tags=", "access='all', tags="), 4, "'forms' or 'members'"),
        (GOOD.format("f").replace("tags=", "roles='Finance', tags="), 4, "names of roles"),
        (GOOD.format("f").replace("tags=", "organizations=['Acme Ltd'], tags="), 4, "never names"),
        ("from lib.helpers import nothing_like_it\n", 1, "nothing_like_it"),
        ("raise SystemExit(1)\n", 1, "SystemExit"),
        ("import os\nos._exit(5)\n", None, "exit code 5"),
    ],
)
async def test_what_is_wrong_with_a_file_has_its_line(
    http: Http, root: Mapping[str, str], content: str, line: int | None, words: str
) -> None:
    report = await check(http, root, path="new.py", content=content)

    assert report["valid"] is False
    (issue,) = [one for one in report["issues"] if one["severity"] == "error"]
    assert issue["line"] == line
    assert words in issue["message"]


async def test_a_stored_file_is_checked_as_it_is_and_advice_is_no_error(
    http: Http, root: Mapping[str, str]
) -> None:
    report = await check(http, root, path="hostile.py")

    assert report["valid"] is True
    assert {one["severity"] for one in report["issues"]} == {"warning"}
    missing = await check(http, root, path="no/such/file.py")
    assert missing["valid"] is False


@pytest.mark.parametrize(
    "path", ["", "/etc/passwd.py", "../a.py", "a/../../b.py", "a\\b.py", "a.txt", "x" * 300 + ".py"]
)
async def test_a_path_that_is_none_is_refused(
    http: Http, root: Mapping[str, str], path: str
) -> None:
    answer = await http("check_workflow_file", body={"path": path, "content": ""}, headers=root)

    assert (answer.status, answer.json["error"]) == (400, "InvalidInput")
