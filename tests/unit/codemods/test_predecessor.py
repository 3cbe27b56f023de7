"""Workflows of the predecessor are brought up to date."""

import pytest

import sdk
from sdk.compatibility import SUCCESSORS
from shared.services.codemods.predecessor import calls, declarations, names
from shared.services.codemods.predecessor.codemod import upgraded
from tests.unit.codemods.transforming import result

OLD = '''\
"""Users of a customer."""

import asyncio
from shared.decorators import workflow, param
from shared.context import OrganizationContext  # the context
from bifrost import config, oauth


@workflow(
    name="create_user",
    description="Creates a user",
    category="Users",
    tags=["m365"],
    max_duration_seconds=600,
    expose_in_forms=True,
)
@param("email", type="email", label="E-mail", required=True)
@param("name", type="string", label="Name", required=True, validation={"min_length": 2})
@param("seats", type="int", default_value=1, validation={"min": 1, "max": 5})
@param("license", type="string", data_provider="get_available_licenses")
async def create_user(
    context: OrganizationContext, email: str, name: str, seats: int = 1, license: str = None):
    context.info("Creating", {"email": email})
    context.set_variable("a", 1)
    tenant = context.get_config("tenant", "none")  # which
    if context.has_config("x"):
        context.finalize_execution()
    connection = await context.get_oauth_connection("graph")
    token = oauth.get_token("graph")["access_token"]
    both = await asyncio.gather(config.get("a"), config.get("b"))
    url = config.get("url").strip()
    return {"tenant": tenant, "helped": helper(context)}


def helper(context):
    return context.get_secret("x")
'''


def test_a_whole_file_is_brought_up_to_date() -> None:
    code, notes = result(upgraded, OLD)

    assert "shared." not in code
    assert "OrganizationContext" not in code
    assert "# the context" in code
    assert "    timeout_seconds=600,\n)\n" in code
    assert "expose_in_forms" not in code
    body = code[code.index("@param") :]
    assert (
        body
        == """\
@param("email", type="email", label="E-mail", required=True)
async def create_user(
    context: ExecutionContext,
    email: str,
    name: Annotated[str, Field(label="Name", min_length=2)],
    seats: Annotated[int, Field(ge=1, le=5)] = 1,
    license: Annotated[str | None, Field(data_provider="get_available_licenses")] = None,
):
    logger.info("%s %s", "Creating", {"email": email})
    tenant = await config.get("tenant", default="none")  # which
    if "x" in await config.list():
        pass
    connection = await oauth.credentials("graph")
    token = (await oauth.get("graph"))["access_token"]
    both = await asyncio.gather(config.get("a"), config.get("b"))
    url = (await config.get("url")).strip()
    return {"tenant": tenant, "helped": await helper(context)}


async def helper(context):
    return await secrets.get("x")
"""
    )
    assert [note.partition(":")[0] for note in notes] == [
        "expose_in_forms is dropped",
        "the workflow declares no execution_mode",
        "a failing frame's variables are on the record",
        "the platform keeps the record by itself",
    ]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("from bifrost import config, workflow\n\nx = 1\n", id="ours"),
        pytest.param(
            "import asyncio\nfrom bifrost import config\n\n"
            "def run():\n    return asyncio.run(config.get('a'))\n",
            id="asyncio.run",
        ),
        pytest.param(
            "from bifrost import config\n\n"
            "async def run(keys):\n    found = [config.get(key) for key in keys]\n",
            id="a list of calls",
        ),
        pytest.param("from shared.tools import thing\n", id="the workspace's own shared"),
        pytest.param("def run(context):\n    return context.get('x')\n", id="another context"),
        pytest.param("context.get_config('x')\n", id="no parameter"),
    ],
)
def test_a_file_of_ours_is_left_alone(text: str) -> None:
    assert result(upgraded, text) == (text, [])


@pytest.mark.parametrize(
    ("said", "before", "after"),
    [
        ('"n", "string"', "n", "n: str"),
        ('"n", type="string", required=True', "n: str", "n: str"),
        ('"n"', "n: int", "n: int"),
        ('"n", type="int", default_value=3', "n", "n: int = 3"),
        ('"n", type="int", label="N"', "n=2", 'n: Annotated[int, Field(label="N")] = 2'),
        ('"n", type="bool", required=False', "n: bool = False", "n: bool = False"),
        ('"n", type="list"', "n: list[str]", "n: list[str]"),
        ('"n", help_text="Who"', "n: str", 'n: Annotated[str, Field(help_text="Who")]'),
        (
            '"n", type="string", validation={"max": 9, "pattern": "^a"}',
            "n: str",
            'n: Annotated[str, Field(max_length=9, pattern="^a")]',
        ),
    ],
)
def test_a_param_becomes_an_annotation(said: str, before: str, after: str) -> None:
    head = "from bifrost import param, workflow\n\n\n@workflow\n"

    code, _ = result(upgraded, f"{head}@param({said})\nasync def run({before}): ...\n")

    assert code.endswith(f"\n@workflow\nasync def run({after}): ...\n")


@pytest.mark.parametrize(
    ("said", "before"),
    [
        pytest.param('"n", type="email"', "n: str", id="a format"),
        pytest.param('"n", type="int"', "n: str", id="another type"),
        pytest.param('"n", type="string", required=False', "n: str", id="not required"),
        pytest.param('"n", type="string", required=True', "n: str = 'x'", id="required"),
        pytest.param('"n", default_value=1', "n: int = 2", id="two defaults"),
        pytest.param('"n", type="int", default_value=1', "n, m", id="a default before none"),
        pytest.param('"n", validation=RULES', "n: str", id="rules made elsewhere"),
        pytest.param('"n", data_provider=licenses', "n: str", id="a provider by its function"),
        pytest.param('"n", label="N")  # why', "n: str", id="a comment"),
        pytest.param('"other"', "n: str", id="another parameter"),
    ],
)
def test_a_param_that_an_annotation_cannot_say_stays(said: str, before: str) -> None:
    decorator = f"@param({said})" if not said.endswith("why") else f"@param({said}"
    text = f"from bifrost import param, workflow\n\n\n@workflow\n{decorator}\n"
    text += f"async def run({before}): ...\n"

    assert result(upgraded, text)[0] == text


def test_names_without_a_successor_are_noted() -> None:
    text = "from shared.models import IntegrationType, Nothing, Role\n"

    code, notes = result(upgraded, text)

    assert code.endswith("from bifrost import Role\n")
    assert "from shared.models import IntegrationType, Nothing\n" in code
    assert [note.partition(":")[0] for note in notes] == ["IntegrationType", "Nothing"]


def test_every_name_that_is_put_in_exists() -> None:
    assert set(sdk.__all__) >= names.PUBLIC


def test_all_that_the_sdk_names_a_successor_for_is_known() -> None:
    of_context = {*calls.LINES, *calls.DROPPED, *calls.NOTED, *calls.REPLACED}
    of_workflow = {*declarations.RENAMED, *declarations.DROPPED}

    assert of_context == {*SUCCESSORS["context"]}
    assert of_workflow == {*SUCCESSORS["@workflow"]}
    assert {*names.GONE} == {*SUCCESSORS["bifrost"]}
