"""Delivers the letters that wait, as the host's queue would."""

import json
import re

from functions.composition import Runtime
from shared.handlers.mail import letters
from shared.models.mail.messages import LetterMessage
from shared.services import background
from shared.services.mail.mail import MemoryMail, OutgoingMail
from shared.services.queues import MemoryQueue

TOKEN = re.compile(r"#token=(\S+)")


async def delivered(running: Runtime) -> list[OutgoingMail]:
    """What is sent of the letters that were announced; those not due stay."""
    await background.idle()
    queue, mail = running.platform.services.event_queue, running.platform.services.mail
    assert isinstance(queue, MemoryQueue)
    assert isinstance(mail, MemoryMail)
    before = len(mail.sent)
    announced, queue.sent = queue.sent, []
    for text, _ in announced:
        if "letterId" in json.loads(text):
            await letters.send(running.platform, LetterMessage.model_validate_json(text))
    return mail.sent[before:]


def token_in(mail: OutgoingMail) -> str:
    """The token of the link of a message."""
    found = TOKEN.search(mail.text)
    assert found is not None, mail.text
    return found[1]
