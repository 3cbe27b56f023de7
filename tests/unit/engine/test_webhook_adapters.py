"""Adapters of webhooks: what senders publish is accepted, and nothing that differs from it."""

import hashlib
import hmac
import json
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest

from shared.models.automation.incoming import IncomingRequest
from shared.models.automation.webhooks import AdapterName, WebhookSettings
from shared.webhooks.adapter import WebhookRejected
from shared.webhooks.registry import ADAPTERS, proven
from shared.webhooks.signatures import standard_key

SLACK_BODY = (
    b"token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow"
    b"&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner"
    b"&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands"
    b"%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
    b"&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
)
STRIPE_BODY = (
    b'{"account":"acct_123","api_version":"2017-05-25","created":1533204620,"data":{"object":'
    b'{"amount":1000,"currency":"usd","customer":"cus_123","date":1533204620,"description":'
    b'"Test Invoice Item","discountable":false,"id":"ii_123","invoice":"in_123","livemode":false,'
    b'"metadata":{},"object":"invoiceitem","period":{"end":1533204620,"start":1533204620},'
    b'"proration":false,"quantity":3}},"id":"evt_123","livemode":false,"object":"event",'
    b'"pending_webhooks":1,"request":{"id":"req_123","idempotency_key":"idempotency-key-123"},'
    b'"type":"invoiceitem.created"}'
)
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Vector:
    """A request with its secret, as a sender's documentation or its own library has it."""

    adapter: AdapterName
    secret: str
    body: bytes
    headers: Mapping[str, str]
    at: int = 1_700_000_000
    kind: str = "unknown"
    settings: WebhookSettings = field(default_factory=WebhookSettings)
    content_type: str = "application/json"

    @property
    def now(self) -> datetime:
        return datetime.fromtimestamp(self.at, UTC)

    @property
    def request(self) -> IncomingRequest:
        headers = {"content-type": self.content_type, **self.headers}
        return IncomingRequest("POST", "/", [], headers, self.body)


VECTORS = {
    "Slack, Verifying requests from Slack": Vector(
        "slack",
        "8f742231b10e8888abcd99yyyzzz85a5",
        SLACK_BODY,
        {
            "x-slack-request-timestamp": "1531420618",
            "x-slack-signature": "v0="
            "a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503",
        },
        at=1531420618,
        kind="/webhook-collect",
        content_type=FORM,
    ),
    "Stripe, as the tests of async-stripe have it": Vector(
        "stripe",
        "secret",
        STRIPE_BODY,
        {
            "stripe-signature": "t=1533204620,"
            "v1=5a81ebe328da1df19581cbc6c7377920947ffd30b56eebcc7ba9a6938a090965,"
            "v0=63f3a72374a733066c4be69ed7f8e5ac85c22c9f0a6a612ab9a025a9e4ee7eef"
        },
        at=1533204620,
        kind="invoiceitem.created",
    ),
    "Standard Webhooks, its libraries": Vector(
        "standard_webhooks",
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        b'{"test": 2432232314}',
        {
            "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
            "webhook-timestamp": "1614265330",
            "webhook-signature": "v1,bm9wZQ== v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        },
        at=1614265330,
    ),
    "Shopify, as SQLPage documents it": Vector(
        "shopify",
        "test-webhook-secret",
        b'{"id":1234567890,"email":"customer@example.com","total_price":"123.45"}',
        {
            "x-shopify-hmac-sha256": "QNyObTlKbMx2qDlPF/ZOZcBqg5OgPg+2oky3zldc0Gw=",
            "x-shopify-topic": "orders/create",
            "x-shopify-webhook-id": "b54557e4-bdd9-4b37-8a5f-bf7d70bcd043",
        },
        kind="orders/create",
    ),
}


def events(vector: Vector, request: IncomingRequest | None = None, **more: object) -> list[str]:
    found = proven(
        ADAPTERS[vector.adapter],
        request or vector.request,
        [str(more.get("secret", vector.secret))],
        vector.settings,
        more.get("now", vector.now),  # pyright: ignore[reportArgumentType]
    )
    return [event.type for event in found]


@pytest.mark.parametrize("name", VECTORS)
def test_what_senders_publish_is_accepted(name: str) -> None:
    vector = VECTORS[name]

    assert events(vector) == [vector.kind]


@pytest.mark.parametrize("name", VECTORS)
def test_one_flipped_bit_of_the_body_is_refused(name: str) -> None:
    vector = VECTORS[name]
    for at in range(0, len(vector.body), 7):
        changed = bytearray(vector.body)
        changed[at] ^= 1

        with pytest.raises(WebhookRejected) as error:
            events(vector, replace(vector.request, body=bytes(changed)))

        assert error.value.step == "signature"
        assert vector.secret not in str(error.value).removesuffix("and this secret")


@pytest.mark.parametrize("name", VECTORS)
def test_another_secret_is_refused(name: str) -> None:
    with pytest.raises(WebhookRejected):
        events(VECTORS[name], secret="another secret of 24 bytes")


@pytest.mark.parametrize("name", [name for name in VECTORS if "Shopify" not in name])
@pytest.mark.parametrize("seconds", [-301, 301, 86_400])
def test_an_old_time_is_refused_though_it_is_signed(name: str, seconds: int) -> None:
    vector = VECTORS[name]

    with pytest.raises(WebhookRejected) as error:
        events(vector, now=vector.now + timedelta(seconds=seconds))

    assert error.value.step == "timestamp"


def test_github_signs_as_its_documentation_says() -> None:
    """The vector's body is no JSON, so it is proven and then refused for that."""
    vector = Vector(
        "github",
        "It's a Secret to Everybody",
        b"Hello, World!",
        {
            "x-hub-signature-256": "sha256="
            "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"
        },
    )

    with pytest.raises(WebhookRejected) as error:
        events(vector)

    assert error.value.step == "body"
    assert standard_key("no base64!") == b"no base64!"


def test_a_notification_of_graph_needs_its_client_state_in_every_part() -> None:
    def body(*states: str) -> bytes:
        parts = [
            {"id": f"n{number}", "changeType": "updated", "clientState": state}
            for number, state in enumerate(states)
        ]
        return json.dumps({"value": parts}).encode()

    graph = Vector("microsoft_graph", "the-client-state", body("the-client-state"), {})

    assert events(graph) == ["updated"]
    for wrong in (body("another"), body("the-client-state", "another"), body(""), b'{"value":[]}'):
        with pytest.raises(WebhookRejected):
            events(replace(graph, body=wrong))


def test_the_client_state_is_in_no_event() -> None:
    part = {"id": "n", "changeType": "created", "clientState": "the-client-state"}
    request = IncomingRequest("POST", "/", [], {}, json.dumps({"value": [part]}).encode())

    found = proven(
        ADAPTERS["microsoft_graph"],
        request,
        ["the-client-state"],
        WebhookSettings(),
        datetime.now(UTC),
    )

    assert "the-client-state" not in json.dumps(found[0].payload)


@pytest.mark.parametrize(
    ("adapter", "header", "value", "accepted"),
    [
        ("halopsa", "authorization", "Basic aG9vazpzM2NyZXQtdGV4dA==", True),
        ("halopsa", "authorization", "Bearer hook:s3cret-text", True),
        ("halopsa", "authorization", "Basic aG9vazp3cm9uZw==", False),
        ("halopsa", "authorization", "", False),
        ("ninjaone", "authorization", "hook:s3cret-text", True),
        ("ninjaone", "authorization", "hook:s3cret-texT", False),
        ("halopsa", "x-api-key", "hook:s3cret-text", False),
        ("event_grid", "x-webhook-secret", "hook:s3cret-text", True),
        ("event_grid", "x-webhook-secret", "hook", False),
    ],
)
def test_a_secret_that_is_sent_has_to_be_the_sources(
    adapter: AdapterName, header: str, value: str, *, accepted: bool
) -> None:
    sent = Vector(adapter, "hook:s3cret-text", b'{"id": 1, "event": "x"}', {header: value})

    if accepted:
        assert events(sent)
    else:
        with pytest.raises(WebhookRejected):
            events(sent)


def test_ninjaone_may_have_the_secret_in_the_address() -> None:
    def sent(secret: str) -> list[str]:
        query = [("secret", secret)]
        request = IncomingRequest("POST", "/", query, {}, b'{"id": 1, "activityType": "CONDITION"}')
        ninja, now = ADAPTERS["ninjaone"], datetime.now(UTC)
        found = proven(ninja, request, ["hook:s3cret-text"], WebhookSettings(), now)
        return [event.type for event in found]

    assert sent("hook:s3cret-text") == ["CONDITION"]
    with pytest.raises(WebhookRejected):
        sent("hook:s3cret-texT")


def test_only_a_notification_that_tells_itself_apart_is_known_for_good() -> None:
    def is_brief(**facts: object) -> bool:
        part = {"changeType": "updated", "clientState": "the-client-state", **facts}
        body = json.dumps({"value": [part]}).encode()
        request = IncomingRequest("POST", "/", [], {}, body)
        graph, now = ADAPTERS["microsoft_graph"], datetime.now(UTC)
        (event,) = proven(graph, request, ["the-client-state"], WebhookSettings(), now)
        return event.is_brief

    assert is_brief(resource="me/drive/root")
    assert is_brief(resource="chats(1)/messages(2)", resourceData={"id": "2"})
    assert not is_brief(id="n1", resource="me/drive/root")
    assert not is_brief(resourceData={"id": "2", "@odata.etag": 'W/"7"'})
    assert not is_brief(resourceData={"id": "2", "sequenceNumber": 7})


def test_generic_signatures_are_configured() -> None:
    settings = WebhookSettings(
        signature_header="X-Sig",
        algorithm="sha512",
        encoding="base64",
        prefix="v=",
        timestamp_header="X-Time",
        type_field="meta.kind",
        id_header="X-Id",
    )
    body = b'{"meta":{"kind":"a.b"}}'
    digest = hmac.new(b"secret-text", b"1700000000." + body, hashlib.sha512).digest()
    headers = {
        "x-sig": f"v={b64encode(digest).decode()}",
        "x-time": "1700000000",
        "x-id": "7",
    }
    vector = Vector("generic", "secret-text", body, headers, settings=settings)

    assert events(vector) == ["a.b"]


def test_stripe_may_send_signatures_of_several_secrets() -> None:
    body = b'{"id":"evt_1","type":"invoice.paid"}'
    right = hmac.new(b"whsec_test_secret", b"1700000000." + body, hashlib.sha256).hexdigest()
    headers = {"stripe-signature": f"t=1700000000,v1={'0' * 64},v1={right},v0={'1' * 64}"}
    vector = Vector("stripe", "whsec_test_secret", body, headers)

    assert events(vector) == ["invoice.paid"]
    for wrong in (f"t=1700000001,v1={right}", f"v1={right}", f"t=1700000000,v0={right}", ""):
        with pytest.raises(WebhookRejected):
            events(replace(vector, headers={"stripe-signature": wrong}))
