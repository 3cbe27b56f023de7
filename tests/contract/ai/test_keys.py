"""Keys of language models: who may see and set them, where they go, and where they never are."""

import json
from collections.abc import Mapping
from typing import Any

import pytest

from functions.composition import Runtime
from shared.models.ai.endpoints import ProviderName
from shared.models.base import GLOBAL
from shared.operations.ai.endpoints import KeySource, resolved
from shared.services.outbound.egress import Incoming, MemoryEgress
from shared.settings import Settings
from tests.contract.client import Http
from tests.contract.users import add_user, signed_in

Headers = Mapping[str, str]
KEY = "sk-ant-api03-abc123def456z789"
OTHER = "sk-ant-api03-another-key-0001"
NEW = {"name": "Anthropic", "key": KEY, "model": "claude-3-opus-20240229"}
LIST = "https://api.anthropic.com/v1/models?limit=1000"


@pytest.fixture
async def admin(running: Runtime) -> Headers:
    """An administrator of acme only."""
    await add_user(running.platform.directory.users, "ada", {"acme": "admin"})
    return signed_in("ada", "acme")


@pytest.fixture
async def member(running: Runtime) -> Headers:
    await add_user(running.platform.directory.users, "mia", {"acme": "member"})
    return signed_in("mia", "acme")


def answers(running: Runtime, url: str, status: int = 200, body: object = None) -> MemoryEgress:
    """Make the internet answer so."""
    egress = running.platform.services.egress
    assert isinstance(egress, MemoryEgress)
    egress.answers[url] = Incoming(status, {}, json.dumps(body).encode())
    return egress


def listing(*names: str) -> Any:
    return {"data": [{"id": name} for name in names]}


async def made(http: Http, headers: Headers, **more: object) -> Mapping[str, Any]:
    answer = await http("create_llm_key", body={**NEW, **more}, headers=headers)
    assert answer.status == 201, answer.json
    return answer.json


async def test_the_seeds_body_makes_a_key_that_is_masked(http: Http, admin: Headers) -> None:
    found = await made(http, admin)

    assert found["key"] == "****...z789"
    assert found["url"] == "https://api.anthropic.com/v1"
    assert found["model"] == "claude-3-opus-20240229"
    assert found["isDefault"] is True
    listed = await http("list_llm_keys", headers=admin)
    assert listed.json == [found]
    by_name = await http("get_llm_key", {"name": "Anthropic"}, headers=admin)
    assert by_name.json == found


async def test_the_key_is_in_no_row_answer_or_log(
    http: Http, admin: Headers, running: Runtime, caplog: pytest.LogCaptureFixture
) -> None:
    found = await made(http, admin)
    answers(running, LIST, 401, {"error": {"message": f"bad key {KEY}"}})
    tested = await http("test_llm_key", {"key_id": found["id"]}, headers=admin, method="POST")
    assert tested.json["valid"] is False

    platform = running.platform
    rows = await platform.services.directory.page("llm|acme", " ", "~", limit=100)
    logs = await platform.directory.audit_of("acme").page(limit=100)
    everything = f"{rows.rows}{logs.entries}{tested.body!r}{found}{caplog.text}"
    assert KEY not in everything
    assert "z789" in everything


async def test_a_key_is_stored_once(http: Http, admin: Headers) -> None:
    await made(http, admin)

    again = await http("create_llm_key", body=NEW, headers=admin)

    assert again.status == 409


async def test_a_key_that_was_deleted_can_be_stored_again(http: Http, admin: Headers) -> None:
    found = await made(http, admin)

    gone = await http("delete_llm_key", {"key_id": found["id"]}, headers=admin, method="DELETE")

    assert gone.status == 204
    assert (await http("list_llm_keys", headers=admin)).json == []
    await made(http, admin)


async def test_one_key_is_the_default(http: Http, admin: Headers) -> None:
    first = await made(http, admin)
    second = await made(http, admin, key=OTHER, isDefault=True)

    listed = (await http("list_llm_keys", headers=admin)).json
    assert [(each["id"], each["isDefault"]) for each in listed] == [
        (second["id"], True),
        (first["id"], False),
    ]
    await http("delete_llm_key", {"key_id": second["id"]}, headers=admin, method="DELETE")
    (left,) = (await http("list_llm_keys", headers=admin)).json
    assert left["isDefault"] is True


@pytest.mark.parametrize(
    "body",
    [
        {**NEW, "name": "Nobody"},
        {**NEW, "key": "short"},
        {**NEW, "key": "with a space in it"},
        {**NEW, "model": ""},
        {**NEW, "url": "http://api.anthropic.com/v1"},
        {**NEW, "url": "https://10.0.0.1/v1"},
        {**NEW, "name": "Compatible"},
        {**NEW, "name": "AzureOpenAI"},
        {**NEW, "more": 1},
    ],
)
async def test_what_is_no_key_is_refused(
    http: Http, admin: Headers, body: Mapping[str, object]
) -> None:
    answer = await http("create_llm_key", body=body, headers=admin)

    assert answer.status == 400
    assert KEY not in answer.body.decode()


async def test_another_address_needs_the_key_again(
    http: Http, admin: Headers, running: Runtime
) -> None:
    found = await made(http, admin)
    route = {"key_id": found["id"]}

    moved = {"url": "https://elsewhere.test/v1"}
    alone = await http("update_llm_key", route, body=moved, headers=admin, method="PATCH")
    assert alone.status == 400
    assert "send the key" in alone.body.decode()

    again = {**moved, "key": OTHER}
    changed = await http("update_llm_key", route, body=again, headers=admin, method="PATCH")
    assert (changed.json["url"], changed.json["key"]) == (moved["url"], "****...0001")
    used = await resolved(running.platform, "acme")
    assert used is not None
    assert used.endpoint.key.get_secret_value() == OTHER


async def test_a_key_whose_row_names_another_address_is_not_used(
    http: Http, admin: Headers, running: Runtime
) -> None:
    found = await made(http, admin)
    keys = running.platform.directory.llm_keys_of("acme")
    (stored,) = await keys.all()
    await keys.replace(
        stored, stored.key.model_copy(update={"url": "https://thief.test"}), None, ()
    )

    answer = await http("test_llm_key", {"key_id": found["id"]}, headers=admin, method="POST")

    assert answer.status == 500
    assert answers(running, LIST).sent == []


async def test_the_model_can_change_without_the_key(http: Http, admin: Headers) -> None:
    found = await made(http, admin)

    change = {"model": "claude-sonnet-5"}
    route = {"key_id": found["id"]}
    changed = await http("update_llm_key", route, body=change, headers=admin, method="PATCH")

    assert (changed.json["model"], changed.json["key"]) == ("claude-sonnet-5", found["key"])


async def test_the_test_says_what_the_provider_says(
    http: Http, admin: Headers, running: Runtime
) -> None:
    route = {"key_id": (await made(http, admin))["id"]}
    egress = answers(running, LIST, body=listing("claude-sonnet-5", NEW["model"]))

    good = (await http("test_llm_key", route, headers=admin, method="POST")).json
    assert (good["valid"], good["models"], good["isModelOffered"]) == (True, 2, True)
    assert egress.sent[0].headers["Authorization"] == f"Bearer {KEY}"

    answers(running, LIST, body=listing("claude-sonnet-5"))
    old = (await http("test_llm_key", route, headers=admin, method="POST")).json
    assert (old["valid"], old["isModelOffered"]) == (True, False)
    assert "is not offered to it" in old["message"]

    answers(running, LIST, 401, {"error": {"message": "invalid x-api-key"}})
    bad = (await http("test_llm_key", route, headers=admin, method="POST")).json
    assert (bad["valid"], "invalid x-api-key" in bad["message"]) == (False, True)


async def test_the_models_of_a_key_are_listed(http: Http, admin: Headers, running: Runtime) -> None:
    url = "https://generativelanguage.googleapis.com/v1beta/openai/models"
    answers(running, url, body=listing("models/gemini-2.5-flash", "models/gemini-3-pro"))
    route = {"key_id": (await made(http, admin, name="Gemini"))["id"]}

    found = await http("list_llm_key_models", route, headers=admin)
    assert found.json == {"models": ["gemini-2.5-flash", "gemini-3-pro"]}

    answers(running, url, 503, {})
    assert (await http("list_llm_key_models", route, headers=admin)).status == 502


async def test_a_redirect_of_the_provider_is_not_followed(
    http: Http, admin: Headers, running: Runtime
) -> None:
    route = {"key_id": (await made(http, admin))["id"]}
    egress = answers(running, LIST, 302, {})

    tested = (await http("test_llm_key", route, headers=admin, method="POST")).json

    assert tested["valid"] is False
    assert len(egress.sent) == 1


async def test_members_see_keys_and_change_none(
    http: Http, admin: Headers, member: Headers
) -> None:
    found = await made(http, admin)

    assert (await http("list_llm_keys", headers=member)).json == [found]
    assert (await http("create_llm_key", body=NEW, headers=member)).status == 403
    assert (
        await http("test_llm_key", {"key_id": found["id"]}, headers=member, method="POST")
    ).status == 403


async def test_another_organization_sees_nothing(
    http: Http, admin: Headers, running: Runtime
) -> None:
    found = await made(http, admin)
    await add_user(running.platform.directory.users, "bob", {"globex": "admin"})
    bob = signed_in("bob", "globex")

    assert (await http("list_llm_keys", headers=bob)).json == []
    assert (await http("get_llm_key", {"name": "Anthropic"}, headers=bob)).status == 404
    route = {"key_id": found["id"]}
    assert (await http("delete_llm_key", route, headers=bob, method="DELETE")).status == 404
    assert (await http("test_llm_key", route, headers=bob, method="POST")).status == 404
    await made(http, bob)  # the same key, which tells nothing of the other


async def test_the_platforms_provider_is_the_default_key_of_global(
    http: Http, root: Headers, running: Runtime
) -> None:
    empty = (await http("get_llm_config", headers=root)).json
    assert (empty["isConfigured"], empty["source"]) == (False, None)

    body = {"provider": "OpenAI", "model": "gpt-5.4", "apiKey": KEY}
    done = await http("set_llm_config", body=body, headers=root)
    assert done.status == 200, done.json
    assert (done.json["source"], done.json["key"]) == ("key", "****...z789")
    alias = (await http("get_llm_config_alias", headers=root)).json
    assert alias == done.json

    url = "https://api.openai.com/v1/models"
    answers(running, url, body=listing("gpt-5.4"))
    tested = await http("test_saved_llm_config", headers=root, method="POST")
    assert tested.json["valid"] is True
    models = await http("list_llm_config_models", headers=root)
    assert models.json == {"models": ["gpt-5.4"]}

    again = {"provider": "OpenAI", "model": "gpt-5.4-mini"}
    assert (await http("set_llm_config", body=again, headers=root)).json["model"] == "gpt-5.4-mini"
    moved = {**again, "endpoint": "https://elsewhere.test/v1"}
    assert (await http("set_llm_config", body=moved, headers=root)).status == 400

    gone = await http("delete_llm_config", headers=root, method="DELETE")
    assert gone.status == 204
    assert (await http("get_llm_config", headers=root)).json["isConfigured"] is False


async def test_a_key_can_be_tried_before_it_is_stored(
    http: Http, root: Headers, running: Runtime
) -> None:
    answers(running, "https://openrouter.ai/api/v1/models", body=listing("a/b"))
    body = {"provider": "OpenRouter", "model": "a/b", "apiKey": KEY}

    tested = await http("test_llm_config", body=body, headers=root)

    assert tested.json["isModelOffered"] is True
    assert (await http("get_llm_config", headers=root)).json["isConfigured"] is False


async def test_the_organizations_key_comes_before_the_platforms(
    http: Http, root: Headers, admin: Headers, running: Runtime
) -> None:
    body = {"provider": "OpenAI", "model": "gpt-5.4", "apiKey": KEY}
    await http("set_llm_config", body=body, headers=root)
    inherited = await resolved(running.platform, "acme")
    assert inherited is not None
    assert inherited.scope == GLOBAL

    await made(http, admin, key=OTHER)
    own = await resolved(running.platform, "acme")
    assert own is not None
    assert (own.scope, own.endpoint.provider) == ("acme", ProviderName.ANTHROPIC)
    other = await resolved(running.platform, "acme", ProviderName.OPENAI)
    assert other is not None
    assert other.scope == GLOBAL


class TestEnvironment:
    """The environment of the platform is asked last, in the seeds' order."""

    @pytest.fixture
    def memory_settings(self, memory_settings: Settings) -> Settings:
        given = {
            "OPENAI_API_KEY": "sk-plain",
            "BIFROST_OPENAI_API_KEY": "sk-bifrost",
            "GEMINI_API_KEY": "gemini-key",
            "BIFROST_OPENAI_MODEL": "gpt-5.4-nano",
        }
        found = Settings.model_validate(given)
        names = ("openai_key", "bifrost_openai_key", "gemini_key", "openai_model")
        return memory_settings.model_copy(update={name: getattr(found, name) for name in names})

    async def test_our_own_name_comes_first(self, running: Runtime) -> None:
        found = await resolved(running.platform, "acme")

        assert found is not None
        assert found.endpoint.key.get_secret_value() == "sk-bifrost"
        assert (found.endpoint.model, found.source) == ("gpt-5.4-nano", KeySource.ENVIRONMENT)
        assert found.scope == GLOBAL

    async def test_a_provider_can_be_named(self, running: Runtime) -> None:
        found = await resolved(running.platform, "acme", ProviderName.GEMINI)

        assert found is not None
        assert found.endpoint.model == "gemini-2.5-flash"

    async def test_it_is_shown_without_its_end(self, http: Http, root: Headers) -> None:
        shown = (await http("get_llm_config", headers=root)).json

        assert (shown["source"], shown["key"]) == ("environment", "****...")


async def test_changes_are_in_the_audit_log_of_the_organization(
    http: Http, admin: Headers, running: Runtime
) -> None:
    found = await made(http, admin)
    await http("delete_llm_key", {"key_id": found["id"]}, headers=admin, method="DELETE")

    log = await running.platform.directory.audit_of("acme").page(limit=10)
    assert {entry.operation for entry in log.entries} >= {"llmKey.create", "llmKey.delete"}
