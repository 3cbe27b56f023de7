"""Letters wait in the store until they are sent: whatever is lost, they are not."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from functions.composition import Runtime
from shared.errors import Unavailable
from shared.handlers.mail import letters
from shared.models.client.branding import Branding, BrandLink
from shared.models.mail.letters import Letter, LetterKind
from shared.models.mail.messages import LetterMessage
from shared.operations.mail.posting import post
from shared.operations.mail.templates import written
from shared.services import background
from shared.services.clock import StoppedClock
from shared.services.mail.mail import MemoryMail, Undeliverable
from shared.services.queues import MemoryQueue
from shared.services.tables import MemoryTable, Table
from tests.contract.mail.mail_helpers import delivered

VALUES = {"subject": "s", "what": "w", "at": "now", "from": "here", "device": "d"}
LETTER = Letter(kind=LetterKind.NOTICE, address="ada@example.test", name="Ada", values=VALUES)
INVITATION = Letter(
    kind=LetterKind.INVITATION,
    address="ada@example.test",
    values={"organization": "Acme", "by": "Eve", "until": "then", "token": "bfi_secret"},
)


async def lose_messages(running: Runtime) -> None:
    await background.idle()
    queue = running.platform.services.event_queue
    assert isinstance(queue, MemoryQueue)
    queue.sent.clear()


async def test_a_letter_is_sent_once(running: Runtime, mail: MemoryMail) -> None:
    await post(running.platform, LETTER)

    assert len(await delivered(running)) == 1
    await letters.sweep(running.platform)
    assert len(mail.sent) == 1


async def test_the_timer_sends_a_letter_whose_message_was_lost(
    running: Runtime, mail: MemoryMail
) -> None:
    await post(running.platform, LETTER)
    await lose_messages(running)

    await letters.sweep(running.platform)

    assert [sent.address for sent in mail.sent] == ["ada@example.test"]


async def test_a_letter_waits_for_a_server_that_is_away(
    running: Runtime, mail: MemoryMail, clock: StoppedClock
) -> None:
    mail.fails.append(Unavailable("away"))
    await post(running.platform, LETTER)

    assert await delivered(running) == []
    assert await delivered(running) == []  # it is not due yet
    clock.at += timedelta(minutes=1)
    await letters.sweep(running.platform)

    assert len(mail.sent) == 1


@pytest.mark.parametrize("error", [Undeliverable("no such user"), None])
async def test_a_letter_is_given_up_when_it_is_refused_for_good_or_too_old(
    running: Runtime, mail: MemoryMail, clock: StoppedClock, error: Exception | None
) -> None:
    mail.fails += [error] if error else []
    await post(running.platform, LETTER)
    if error is None:
        await lose_messages(running)
        clock.at += timedelta(hours=25)

    await delivered(running)
    await letters.sweep(running.platform)

    assert mail.sent == []
    assert await running.platform.directory.letters.waiting() == []


async def test_an_address_gets_three_letters_an_hour_and_the_others_later(
    running: Runtime, mail: MemoryMail, clock: StoppedClock
) -> None:
    """Attack: a mailbox that is flooded."""
    for _ in range(5):
        await post(running.platform, LETTER)

    assert len(await delivered(running)) == 3
    clock.at += timedelta(minutes=59)
    await letters.sweep(running.platform)
    assert len(mail.sent) == 3
    clock.at += timedelta(minutes=1)
    await letters.sweep(running.platform)

    assert len(mail.sent) == 5


async def test_another_address_is_not_held_up(running: Runtime) -> None:
    for _ in range(4):
        await post(running.platform, LETTER)
    await post(running.platform, LETTER.model_copy(update={"address": "bob@example.test"}))

    assert [sent.address for sent in await delivered(running)].count("bob@example.test") == 1


async def test_a_store_tells_no_link(running: Runtime, store: Table) -> None:
    """Attack: the reader of the store takes the token of a letter that waits."""
    await post(running.platform, INVITATION)

    assert isinstance(store, MemoryTable)
    page = await store.page("mail", " ", "~", limit=10)
    assert len(page.rows) == 1
    assert "bfi_secret" not in str(page.rows)
    assert "ada@example.test" not in str(page.rows)


async def test_a_letter_sealed_with_a_lost_key_is_given_up(
    running: Runtime, mail: MemoryMail
) -> None:
    await post(running.platform, LETTER)
    other = running.platform.settings.model_copy(
        update={"secret_key": type(running.platform.settings.secret_key)("k" * 40)}
    )

    await letters.sweep(replace(running.platform, settings=other))

    assert mail.sent == []
    assert await running.platform.directory.letters.waiting() == []


async def test_a_sweep_of_counts_keeps_those_that_still_count(
    running: Runtime, clock: StoppedClock
) -> None:
    for _ in range(3):
        await post(running.platform, LETTER)
    await delivered(running)

    await letters.sweep_counts(running.platform)

    found = running.platform.directory.letters
    assert await found.count("ada@example.test", clock.at) == clock.at + timedelta(hours=1)


async def test_where_mail_is_off_no_letter_waits(running: Runtime, store: Table) -> None:
    services = replace(running.platform.services, mail=None)

    await post(replace(running.platform, services=services), LETTER)

    assert (await store.page("mail", " ", "~", limit=10)).rows == []


def test_the_words_of_a_user_are_escaped_and_links_lead_to_the_public_address() -> None:
    """Attack: a name that is HTML, or that looks like a link of the installation."""
    hostile = '<a href="https://evil.test">Acme</a>\n\nSee https://evil.test'
    branding = Branding(name='B"><script>', links=(BrandLink(label="<b>", url="https://a.test/"),))
    letter = INVITATION.model_copy(update={"values": {**INVITATION.values, "by": hostile}})

    found = written(letter, branding, "https://bifrost.test")

    assert "<script>" not in found.html
    assert 'href="https://evil.test"' not in found.html
    assert "<b></a>" not in found.html
    assert "\n\nSee" not in found.text
    assert found.html.count("https://bifrost.test/invitation#token=bfi_secret") == 2
    assert "overflow-wrap:anywhere" in found.html  # a link is longer than a phone is wide
    assert found.html.count('href="') == 2  # of the button, and of the branding


def test_a_kind_of_letter_has_a_template_each() -> None:
    branding, values = Branding(), {**VALUES, **INVITATION.values}
    made = [
        written(Letter(kind=kind, address="a@b.test", values=values), branding, "https://b.test")
        for kind in LetterKind
    ]

    assert len({mail.subject for mail in made}) == len(LetterKind)


async def test_an_unknown_letter_is_no_error(running: Runtime, mail: MemoryMail) -> None:
    await letters.send(running.platform, LetterMessage(letter_id=uuid4()))

    assert mail.sent == []
