"""An organization with some of everything, and what is kept of one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import uuid6
from pydantic import SecretStr

from shared.call import Call, Caller, Platform
from shared.engine.journal.journal import Journal
from shared.engine.journal.transitions import ended, running
from shared.handlers.api_keys import hash_of
from shared.models.agents.approvals import Approval
from shared.models.agents.questions import Question
from shared.models.agents.records import Agent, AgentWrite, Approvers, agent_of
from shared.models.agents.steps import ModelCalled
from shared.models.ai.answers import Usage
from shared.models.ai.endpoints import ProviderName
from shared.models.ai.keys import LlmKey
from shared.models.ai.knowledge import DocumentState
from shared.models.ai.knowledge_records import Document, Source
from shared.models.ai.money import AiUsage, CallContext, Payer, Reservation
from shared.models.audit import AuditActor, AuditFacts
from shared.models.automation.deliveries import Delivery
from shared.models.automation.event_log import LoggedEvent
from shared.models.automation.graph_subscriptions import GraphSubscription
from shared.models.automation.makers import Maker, Needs
from shared.models.automation.schedules import Schedule, ScheduleSlot, SlotRun, SlotState
from shared.models.automation.subscriptions import InsideEvents, Subscription, WebhookEvents
from shared.models.automation.webhooks import SealedSecret, WebhookSource
from shared.models.base import GLOBAL
from shared.models.callers import Actor, CallerKind
from shared.models.chat.conversations import AttachmentText, ChatMessage, Conversation
from shared.models.config import ConfigRecord, ConfigType
from shared.models.connections import Connection, Flow, Grant
from shared.models.executions import Outcome, Status
from shared.models.fleet.batches import BatchCounts, BatchState, RowState
from shared.models.fleet.figures import Counted, DayFigures, OrganizationFigures
from shared.models.fleet.stored_batches import Batch, BatchRow
from shared.models.forms import Form, FormSchema
from shared.models.keys import ApiKey
from shared.models.links import LinkIssuer
from shared.models.machines.service_accounts import ServiceAccount
from shared.models.mail.invitations import Invitation
from shared.models.organizations import Organization
from shared.models.outgoing.deliveries import EventDelivery
from shared.models.outgoing.webhooks import OutgoingWebhook
from shared.models.roles import Role
from shared.models.sso.providers import ProviderKind, SignInProvider
from shared.models.users import MemberRole
from shared.repositories.connections import Connections, StoredGrant
from shared.repositories.directory import Directory
from shared.repositories.event_outbox import new_event_id
from shared.repositories.form_startups import Startup
from shared.repositories.graph_subscriptions import StoredGraph
from shared.repositories.roles import Roles
from shared.repositories.schedules import Schedules
from shared.repositories.uploads import UploadGrant
from shared.services.secrets import prefix_of
from shared.services.tables import Table
from tests.contract.users import add_user
from tests.unit.builders import execution

RULER = Actor(kind=CallerKind.USER, id="ruler", name="Ruler", is_admin=True)
LARGE = {"value": "x" * 40_000}
EVERYTHING = (" ", "~")

Rows = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class Counts:
    """How much of it. Every execution has a blob."""

    users: int = 2
    roles: int = 2
    keys: int = 3
    executions: int = 4
    secrets: int = 3
    configuration: int = 3
    forms: int = 2
    uploads: int = 2
    storage: int = 2
    connections: int = 2
    webhooks: int = 2
    llm_keys: int = 2
    agents: int = 2
    schedules: int = 2
    invitations: int = 2
    batches: int = 2
    entries: int = 5


FEW = Counts()


@dataclass(frozen=True)
class Filled:
    """``shared`` is a user who is in another organization as well, when one is named."""

    org_id: str
    blobs: tuple[str, ...]
    shared: str


def ruling(platform: Platform) -> Call:
    """A platform administrator's request."""
    return Call(Caller(RULER, is_platform_admin=True), platform)


async def fill(
    platform: Platform, org_id: str, counts: Counts = FEW, *, beside: str = "", active: bool = False
) -> Filled:
    directory, tag = platform.directory, uuid4().hex
    await directory.organizations.add(_organization(org_id, tag, active=active))
    roles = {org_id: "member"}
    users = [await add_user(directory.users, f"{tag}-{n}", roles) for n in range(counts.users)]
    both = {**roles, beside: "admin"} if beside else roles
    shared = await add_user(directory.users, f"{tag}-shared", both)
    await _add_roles(directory.roles_of(org_id), counts.roles, [user.id for user in users])
    await _add_ways_in(directory, org_id, counts)
    for number in range(counts.secrets):
        await platform.services.secrets.put(f"{prefix_of(org_id)}name-{number}", "value")
    for number in range(counts.configuration):
        await directory.configuration_of(org_id).put(None, _config(number), [])
    await _add_models(platform, org_id, counts)
    await _add_forms(platform, org_id, counts)
    for number in range(counts.connections):
        await _connect(directory.connections_of(org_id), f"connection-{number}")
    await _automate(platform, org_id, counts)
    for number in range(counts.entries):
        await directory.audit_of(org_id).note(_facts(number))
    for number in range(counts.storage):
        await platform.services.storage.write(f"{org_id}/reports/{number}.pdf", b"%PDF")
    blobs = [await _run(platform, org_id) for _ in range(counts.executions)]
    return Filled(org_id, tuple(blobs), str(shared.id))


async def kept(platform: Platform, filled: Filled) -> Rows:
    """Everything that says something of the organization, by where it is."""
    org_id, services = filled.org_id, platform.services
    places = {
        "roles": await _rows(services.directory, f"role|{org_id}"),
        "configuration": await _rows(services.directory, f"config|{org_id}"),
        "forms": await _rows(services.directory, f"form|{org_id}"),
        "startups": await _rows(services.directory, f"startup|{org_id}"),
        "uploads": {name: "" async for name in services.uploads.names(f"{org_id}/")},
        "storage": {name: "" async for name in services.storage.names(f"{org_id}/")},
        "members": dict.fromkeys(await _members(services.directory, org_id), ""),
        "directory": await _naming(services.directory, org_id),
        "connections": await _connections(services.directory, org_id),
        "sources": await _sources(services.directory, org_id),
        "subscriptions": await _rows(services.directory, f"subscription|{org_id}"),
        "deliveries": await _rows(services.executions, f"delivery|{org_id}"),
        "triggers": await _rows(services.directory, f"event-trigger|{org_id}"),
        "webhooks": await _rows(services.directory, f"webhook-out|{org_id}"),
        "sign_in_providers": await _rows(services.directory, f"sign-in|{org_id}"),
        "incoming": await _incoming(services.directory, org_id),
        "ai_usage": await _rows(services.executions, f"llm-usage|{org_id}"),
        "knowledge": await _rows(services.directory, f"knowledge|{org_id}"),
        "agent steps": await _rows(services.executions, f"agent-step|{org_id}"),
        "approvals": await _rows(services.executions, f"approval|{org_id}"),
        "conversations": await _rows(services.executions, f"chat|{org_id}"),
        "agents": await _rows(services.directory, f"agent|{org_id}"),
        "llm_keys": await _rows(services.directory, f"llm|{org_id}"),
        "invitations": await _naming_in(services.directory, "invitation", org_id),
        "accounts": await _naming_in(services.directory, "service-account", org_id),
        "interests": await _naming_interests(services.directory, org_id),
        "schedules": await _schedules(services.directory, org_id),
        "figures": await _figures(services.directory, org_id),
        "batches": await _batch_rows(services.directory, org_id),
        "executions": await _rows(services.executions, org_id),
        "audit": await _rows(services.audit, org_id),
        "secrets": dict.fromkeys(await services.secrets.names(prefix_of(org_id)), ""),
        "blobs": {name: "" async for name in services.blobs.names(f"{org_id}/")},
    }
    return {place: rows for place, rows in places.items() if rows}


async def _add_models(platform: Platform, org_id: str, counts: Counts) -> None:
    for number in range(counts.llm_keys):
        await _add_llm_key(platform, org_id, number)
    for number in range(counts.agents):
        await _add_agent(platform, org_id, number)


async def _add_agent(platform: Platform, org_id: str, number: int) -> None:
    written = AgentWrite(name=f"Agent {number}", system_prompt="You help.")
    made = agent_of(written, org_id=org_id, created_by="tests", created_at=datetime.now(UTC))
    await platform.directory.agents_of(org_id).add(made)
    run, now = UUID(int=uuid6.uuid7().int), datetime.now(UTC)
    await platform.directory.agent_steps_of(org_id).append(run, 0, [ModelCalled(step=1)], now)
    await platform.directory.approvals_of(org_id).add(_approval(made, run, now))
    await _add_conversation(platform, org_id, now)


async def _add_conversation(platform: Platform, org_id: str, now: datetime) -> None:
    """A conversation with a message and a file, and a question of its agent."""
    new = Conversation(
        id=UUID(int=uuid6.uuid7().int),
        org_id=org_id,
        user_id="tests",
        title="Hello",
        created_at=now,
        updated_at=now,
    )
    message = ChatMessage(id=uuid4(), sequence=0, parent_id=None, role="user", text="Hi", at=now)
    store = platform.directory.conversations_of(org_id)
    await store.change(await store.add(new), new, message)
    await store.attach(new.id, AttachmentText(id=uuid4(), name="a.md", characters=4, text="Text"))
    question = Question(
        id=UUID(int=uuid6.uuid7().int),
        org_id=org_id,
        run=uuid4(),
        agent_name="Helper",
        call_id="c1",
        text="Which?",
        asked_of="tests",
        asked_at=now,
        expires_at=now,
    )
    await platform.directory.questions_of(org_id).add(question)


def _approval(agent: Agent, run: UUID, now: datetime) -> Approval:
    return Approval(
        id=UUID(int=uuid6.uuid7().int),
        org_id=agent.org_id,
        run=run,
        agent_id=agent.id,
        agent_name=agent.name,
        call_id="c1",
        tool="hello_world",
        arguments={},
        digest="0" * 64,
        code_version="1",
        effects="destructive",
        reason="policy",
        approvers=Approvers.CALLER,
        asked_by="tests",
        asked_by_name="Tests",
        asked_at=now,
        expires_at=now,
    )


async def _add_llm_key(platform: Platform, org_id: str, number: int) -> None:
    key = LlmKey(
        org_id=org_id,
        name=ProviderName.OPENAI,
        url="https://api.openai.com/v1/",
        model="m",
        last_four="1234",
        digest=f"digest-{number}",
        is_default=not number,
        by_platform=False,
        created_by="tests",
        created_at=datetime.now(UTC),
    )
    await _add_ai_usage(platform, org_id)
    await _add_knowledge(platform, org_id, number)
    keys = platform.directory.llm_keys_of(org_id)
    await keys.add(key, SecretStr(f"sk-{number}"), ())


async def _add_knowledge(platform: Platform, org_id: str, number: int) -> None:
    """A source with one document, whose text is a blob."""
    now = datetime.now(UTC)
    source = Source(
        uid=uuid4().hex, org_id=org_id, namespace=f"s{number}", created_by="tests", created_at=now
    )
    document = Document(
        id=uuid4().hex,
        name="a.md",
        size=1,
        digest="d",
        state=DocumentState.READY,
        added_by="tests",
        added_by_name="Tests",
        added_at=now,
    )
    knowledge = platform.directory.knowledge_of(org_id)
    await knowledge.add(source)
    await knowledge.put_document(source, document, None)
    await knowledge.put_text(source, document, "Call us.")


async def _add_ai_usage(platform: Platform, org_id: str) -> None:
    now = datetime.now(UTC)
    facts: dict[str, Any] = {
        "payer": Payer.ORGANIZATION,
        "provider": ProviderName.OPENAI,
        "model": "m",
        "key_id": None,
        "attempt": 1,
    }
    context = CallContext(org_id=org_id, user_id="tests", user_name="Tests", run=uuid4())
    reserved = Reservation(at=now, context=context, input_tokens=1, micros=1, **facts)
    used = AiUsage(
        id=uuid4(),
        at=now,
        usage=Usage(),
        cost_micros=1,
        milliseconds=1,
        first_token_milliseconds=None,
        ended="end",
        **facts,
        **context.model_dump(by_alias=False),
    )
    await platform.directory.llm_spending.reserve(reserved)
    await platform.directory.llm_spending.settle(reserved, used)


def _organization(org_id: str, tag: str, *, active: bool) -> Organization:
    return Organization(
        id=org_id,
        name=f"Name of {org_id}",
        domain=f"{tag}.test",
        domains=(f"{tag}.test", f"{tag}.example"),
        is_active=active,
        created_by="tests",
        created_at=datetime.now(UTC),
    )


async def _add_roles(roles: Roles, count: int, users: list[UUID]) -> None:
    for number in range(count):
        name, now = f"Role {number}", datetime.now(UTC)
        role = Role(id=uuid4(), name=name, created_by="tests", created_at=now)
        await roles.add(role)
        await roles.add_users(await roles.get(role.id), users)
        await roles.grant(await roles.get(role.id), ["form-1", "form-2"])


async def _add_forms(platform: Platform, org_id: str, counts: Counts) -> None:
    """With what a launch workflow returned for one, and files that were sent."""
    now = datetime.now(UTC)
    for number in range(counts.forms):
        form = Form(
            id=str(uuid4()),
            org_id=org_id,
            name=f"Form {number}",
            linked_workflow="hello_world",
            form_schema=FormSchema(),
            created_by="tests",
            created_at=now,
        )
        await platform.directory.forms_of(org_id).add(form)
    startup = Startup(form_id="form", caller_id="ana", result={}, expires_at=now)
    await platform.directory.startups_of(org_id).keep(startup, now)
    for _ in range(counts.uploads):
        blob = f"{org_id}/form/{uuid4()}/a.png"
        await platform.services.uploads.write(blob, b"png")
        grant = UploadGrant(blob=blob, original_name="a.png", size=3, granted_at=now)
        await platform.directory.uploads_of(org_id).add(grant, 0)


async def _automate(platform: Platform, org_id: str, counts: Counts) -> None:
    for number in range(counts.webhooks):
        await _add_webhook(platform, org_id, number)
    for number in range(counts.webhooks):
        await _subscribe(platform, org_id, f"webhook-{number}")
    for number in range(counts.schedules):
        await _schedule(platform.directory.schedules_of(org_id), org_id, number)
    now = datetime.now(UTC)
    figures = OrganizationFigures(org_id=org_id, counted_at=now)
    day = DayFigures(org_id=org_id, day=now.date().isoformat())
    await platform.directory.figures.write(None, Counted(until=now), figures, [day])
    for number in range(counts.batches):
        await _batch(platform, org_id, number)


async def _subscribe(platform: Platform, org_id: str, name: str) -> None:
    """Add an outgoing webhook with a delivery that waits, and an event that waits."""
    now = datetime.now(UTC)
    webhook = OutgoingWebhook(
        org_id=org_id,
        name=name,
        url="https://receiver.test/hook",
        events=("ticket.*",),
        created_by="tests",
        created_at=now,
    )
    directory = platform.directory
    maker = Maker(user_id=uuid4(), name="Maker", needs=Needs.ORGANIZATION, org_id=org_id)
    trigger = Subscription(
        id=uuid4(),
        name=name,
        workflow_name="hello_world",
        event_types=("ticket.*",),
        source=InsideEvents(),
        org_id=org_id,
        maker=maker,
        created_at=now,
        updated_at=now,
    )
    await directory.subscriptions_of(org_id).add(trigger)
    await directory.event_interests.put(org_id, webhook.id, webhook.events)
    await directory.outgoing_webhooks_of(org_id).add(webhook)
    await directory.sign_in_providers.add(
        SignInProvider(
            id=uuid4(),
            org_id=org_id,
            name=name,
            kind=ProviderKind.OIDC,
            issuer="https://login.test",
            client_id="bifrost",
            created_by="tests",
            created_at=now,
        )
    )
    events = directory.events_of(org_id)
    event = LoggedEvent(id=new_event_id(), type="ticket.closed", org_id=org_id, at=now)
    await events.log(event)
    await events.add(event, name)
    delivery = EventDelivery(
        webhook_id=webhook.id,
        event_id=event.id,
        event_org=org_id,
        event_type=event.type,
        created_at=now,
        plan_from=now,
        due_at=now,
    )
    await directory.event_deliveries_of(org_id).add(delivery)


async def _naming_interests(table: Table, org_id: str) -> Mapping[str, str]:
    page = await table.page("event-interest", f"{org_id}|", f"{org_id}}}", limit=1000)
    return {row.key: row.columns["patterns"] for row in page.rows}


async def _connect(connections: Connections, name: str) -> None:
    """With a token that is to be refreshed."""
    now = datetime.now(UTC)
    connection = Connection(
        org_id=connections.org_id,
        name=name,
        flow=Flow.REFRESH_TOKEN,
        client_id="client",
        token_url="https://provider.test/token",
        created_by="tests",
        created_at=now,
    )
    await connections.add(connection)
    grant = Grant(connection_id=connection.id, owner=connection.org_id)
    due = grant.model_copy(update={"due_at": now, "sealed_token": "sealed"})
    await connections.save(name, StoredGrant(grant, None), due)


async def _add_webhook(platform: Platform, org_id: str, number: int) -> None:
    """With a subscription, one at Graph, and a delivery whose body is in a blob."""
    now, source_id = datetime.now(UTC), uuid4()
    maker = Maker(user_id=uuid4(), name="Ana", needs=Needs.ORGANIZATION, org_id=org_id)
    secret = SealedSecret(id=uuid4(), sealed="sealed", created_at=now)
    facts = {"org_id": org_id, "name": f"Webhook {number}", "maker": maker}
    facts |= {"created_at": now, "updated_at": now}
    source = WebhookSource(id=source_id, adapter="github", secrets=(secret,), **facts)  # pyright: ignore[reportArgumentType]
    await platform.directory.webhook_sources.add(source)
    graph = GraphSubscription(org_id=org_id, source_id=source_id)
    due = graph.model_copy(update={"due_at": now + timedelta(days=1)})
    await platform.directory.graph_subscriptions.finish(StoredGraph(graph, None), due, ())
    events = WebhookEvents(source_id=source_id)
    subscription = Subscription(id=uuid4(), workflow_name="hello_world", source=events, **facts)  # pyright: ignore[reportArgumentType]
    await platform.directory.subscriptions_of(org_id).add(subscription)
    delivery = Delivery(
        id=UUID(int=uuid6.uuid7().int),
        org_id=org_id,
        source_id=source_id,
        event_id="1",
        event_type="push",
        keys=("id:1",),
        headers={},
        size=1,
        received_at=now,
        body="x" * 40_000,
    )
    deliveries = platform.directory.deliveries_of(org_id)
    await deliveries.insert(await deliveries.put_away(delivery))


async def _connections(table: Table, org_id: str) -> Mapping[str, str]:
    due = await _rows(table, "oauth-due")
    hints = {key: "" for key in due if key.split("|")[1] == org_id}
    return {**await _rows(table, f"oauth|{org_id}"), **hints}


async def _schedule(schedules: Schedules, org_id: str, number: int) -> None:
    """With what came of one of its times, and one that waits for a run."""
    now = datetime.now(UTC)
    made = Schedule(
        id=uuid4(),
        org_id=org_id,
        name=f"Schedule {number}",
        cron="0 9 * * *",
        workflow_name="hello_world",
        is_enabled=True,
        created_by="tests",
        created_at=now,
    )
    await schedules.add(made.from_now_on(now))
    slot = ScheduleSlot(schedule_id=made.id, at=now, state=SlotState.SKIPPED, decided_at=now)
    mark = await schedules.add_slot(made, slot, now)
    await schedules.close_slot(mark, slot)
    later = now + timedelta(seconds=1)
    run = SlotRun(org_id=org_id, state=SlotState.WAITING, after=now)
    facts = {"at": later, "state": SlotState.WAITING, "runs": (run,)}
    await schedules.add_slot(made, slot.model_copy(update=facts), later)


async def _batch(platform: Platform, org_id: str, number: int) -> None:
    """A batch of the platform that has run in the organization, and is over."""
    maker = Maker(user_id=uuid4(), name="Tests", needs=Needs.PLATFORM, org_id=GLOBAL)
    made = Batch(
        id=UUID(int=uuid6.uuid7().int),
        name=f"Batch {number}",
        workflow_name="hello_world",
        actor=RULER,
        maker=maker,
        state=BatchState.COMPLETED,
        total=1,
        counts=BatchCounts(skipped=1),
        created_at=datetime.now(UTC),
    )
    row = BatchRow(number=0, org_id=org_id, state=RowState.SKIPPED, reason="tests")
    await platform.directory.batches.add(made, [row])


async def _batch_rows(table: Table, org_id: str) -> Mapping[str, str]:
    rows = await _rows(table, "batch")
    return {key: text for key, text in rows.items() if f'"{org_id}"' in text}


async def _figures(table: Table, org_id: str) -> Mapping[str, str]:
    rows = await _rows(table, "figures")
    return {key: text for key, text in rows.items() if key.split("|")[1] == org_id}


async def _sources(table: Table, org_id: str) -> Mapping[str, str]:
    rows = await _rows(table, "webhook")
    return {key: text for key, text in rows.items() if f'"orgId":"{org_id}"' in text}


async def _incoming(table: Table, org_id: str) -> Mapping[str, str]:
    rows = await _rows(table, "webhook")
    named = f'"orgId":"{org_id}"'
    return {key: text for key, text in rows.items() if f"|{org_id}|" in key or named in text}


async def _schedules(table: Table, org_id: str) -> Mapping[str, str]:
    rows = await _rows(table, "schedule")
    return {key: text for key, text in rows.items() if f"|{org_id}|" in key}


async def _add_ways_in(directory: Directory, org_id: str, counts: Counts) -> None:
    for _ in range(counts.keys):
        await directory.api_keys.add(_key(org_id))
    for number in range(counts.invitations):
        await directory.invitations.add(_invitation(org_id, number), None)
        await directory.service_accounts.add(_account(org_id))


def _invitation(org_id: str, number: int) -> Invitation:
    now = datetime.now(UTC)
    return Invitation(
        id=uuid4(),
        org_id=org_id,
        email=f"invited-{number}@example.test",
        role=MemberRole.MEMBER,
        secret_hash=hash_of("secret"),
        issuer=LinkIssuer(actor=RULER, needs=Needs.ORGANIZATION, org_id=org_id),
        created_at=now,
        sent_at=now,
        expires_at=now,
    )


def _account(org_id: str) -> ServiceAccount:
    now = datetime.now(UTC)
    return ServiceAccount(
        id=uuid4(), org_id=org_id, name="Reporter", created_by="tests", created_at=now
    )


async def _naming_in(table: Table, partition: str, org_id: str) -> Mapping[str, str]:
    rows = await _rows(table, partition)
    return {key: text for key, text in rows.items() if f'"orgId":"{org_id}"' in text}


def _key(org_id: str) -> ApiKey:
    return ApiKey(
        id=uuid4(),
        secret_hash=hash_of("secret"),
        org_id=org_id,
        created_by="tests",
        created_at=datetime.now(UTC),
    )


def _config(number: int) -> ConfigRecord:
    kind, now = ConfigType.INT, datetime.now(UTC)
    key, value = f"key_{number}", str(number)
    return ConfigRecord(key=key, value=value, type=kind, updated_at=now, updated_by="tests")


def _facts(number: int) -> AuditFacts:
    actor = AuditActor(kind="user", id="ana", name="Ana")
    return AuditFacts("user.create", actor, object_id=str(number))


async def _run(platform: Platform, org_id: str) -> str:
    executions = platform.directory.executions_of(org_id)
    journal = Journal(executions)
    accepted = await executions.put_away(execution(org_id=org_id, input=LARGE))
    made = running(accepted, uuid4(), accepted.code_version, accepted.created_at)
    etag = await journal.begin(made)
    outcome = Outcome(status=Status.SUCCESS, result="1")
    await journal.finish(ended(made, outcome, made.created_at), etag)
    assert made.input_blob
    return made.input_blob


async def _rows(table: Table, partition: str) -> Mapping[str, str]:
    first: str | None = EVERYTHING[0]
    found: dict[str, str] = {}
    while first is not None:
        page = await table.page(partition, first, EVERYTHING[1], limit=1000)
        found |= {row.key: str(sorted(row.columns.items())) for row in page.rows}
        first = page.next
    return found


async def _members(table: Table, org_id: str) -> list[str]:
    return [key for key in await _rows(table, "user") if key.startswith(f"m|{org_id}|")]


async def _naming(table: Table, org_id: str) -> Mapping[str, str]:
    """Keys, the organization, its domains."""
    named = (f'"orgId":"{org_id}"', f"('org', '{org_id}')", f'"id":"{org_id}"')
    rows = {**await _rows(table, "key"), **await _rows(table, "organization")}
    return {key: text for key, text in rows.items() if any(name in text for name in named)}
