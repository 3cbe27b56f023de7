"""Streams what changes in an organization as server-sent events, in short answers.

An answer holds what is new since the last one, after waiting a while if need be. Its last event,
``position``, has the id that the next request sends as ``Last-Event-ID``. Rights are asked again
before anything is told that happened while the request waited.
"""

import asyncio
import time
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from functools import partial

from shared.call import Call
from shared.errors import NotFound
from shared.models.client.live import LiveChange
from shared.models.client.pushes import Negotiated, NegotiateRequest
from shared.models.replies import Reply
from shared.operations.live import recheck
from shared.operations.live.channel import LiveChannel
from shared.operations.live.channels import chosen
from shared.services.live.feed import News, Position, Reader
from shared.services.live.hub import Follower

WAIT_SECONDS = 20.0
#: What happens at once is told at once, in one answer.
GATHER_SECONDS = 0.1
RETRY_MILLISECONDS = 1000
#: For those who may not wait, because too many do.
BUSY_RETRY_MILLISECONDS = 10_000
CONTENT_TYPE = "text/event-stream"
NOWHERE = "0" * 8

Positions = Mapping[str, Position]
Told = list[tuple[str, LiveChange]]


async def since(
    call: Call, names: str, last_event_id: str, behind_seconds: int, wait_seconds: float
) -> Reply:
    """Return what is new in these channels, after a while if need be."""
    channels = chosen(call, names)
    positions = _parsed(call, channels, last_event_id, behind_seconds)
    hub, scope = call.platform.live, call.caller.scope
    readers = {each.name: _reader(call, each) for each in channels}
    with hub.following(scope, call.caller.actor.id, readers) as follower:
        until = time.monotonic() + wait_seconds
        told, positions = await _news(call, channels, follower, positions)
        has_waited = False
        while not told and follower.may_wait and (left := until - time.monotonic()) > 0:
            await follower.pause(left)
            await asyncio.sleep(GATHER_SECONDS)
            has_waited = True
            told, positions = await _news(call, channels, follower, positions)
    if has_waited and not await recheck.may_go_on(call):
        return _answer(": your rights have changed\n\n")
    retry = RETRY_MILLISECONDS if follower.has_room else BUSY_RETRY_MILLISECONDS
    return _answer(_text(told, positions), retry)


async def negotiate(call: Call, request: NegotiateRequest) -> Negotiated:
    """Give the caller five minutes of pushed nudges for these channels of the organization."""
    channels = chosen(call, ",".join(request.channels))
    nudges = call.platform.live.nudges
    if nudges is None:
        raise NotFound("service for pushes", "BIFROST_WEB_PUBSUB")
    names = [channel.name for channel in channels]
    given = nudges.access(call.caller.actor.id, call.caller.scope, names)
    return Negotiated(url=given.url, expires_at=given.expires_at)


def _reader(call: Call, channel: LiveChannel) -> Reader:
    read = partial(channel.read, call.platform, call.caller.scope)
    return Reader(read, channel.rest_seconds)


async def _news(
    call: Call, channels: Sequence[LiveChannel], follower: Follower, positions: Positions
) -> tuple[Told, Positions]:
    """Return what the caller may see of the news, and the positions after them."""
    await follower.look()
    news = follower.news(positions)
    told = [
        (channel.name, change)
        for channel in channels
        for change in _changes(call, channel, news[channel.name])
    ]
    return told, {name: each.position for name, each in news.items()}


def _changes(call: Call, channel: LiveChannel, news: News) -> Iterable[LiveChange]:
    if news.is_reset:
        return [LiveChange(change="reset")]
    # Of several changes of one thing, the last says all.
    latest = {change.item.key: change for change in news.changes}
    found: list[LiveChange] = []
    for change in latest.values():
        seen = channel.shown(call, change.item)
        if seen is None:
            continue
        key = change.item.key
        removed = LiveChange(change="removed", key=key)
        changed = LiveChange(change="changed", key=key, item=seen)
        found.append(removed if change.is_removal else changed)
    return found


def _parsed(
    call: Call, channels: Sequence[LiveChannel], last_event_id: str, behind_seconds: int
) -> Positions:
    """Return the positions in the id; of a channel that is not in it, some seconds before now."""
    parts = (part.partition(":") for part in last_event_id.split(",") if part)
    given = {name: Position.parsed(text) for name, _, text in parts}
    now = call.platform.services.clock.now()
    start = Position(NOWHERE, 0, now - timedelta(seconds=behind_seconds))
    return {channel.name: given.get(channel.name, start) for channel in channels}


def _text(told: Told, positions: Positions) -> str:
    events = [f"event: {name}\ndata: {change.model_dump_json()}\n\n" for name, change in told]
    here = ",".join(f"{name}:{position}" for name, position in positions.items())
    return "".join((*events, f"id: {here}\nevent: position\ndata: {{}}\n\n"))


def _answer(events: str, retry: int = RETRY_MILLISECONDS) -> Reply:
    body = f"retry: {retry}\n\n{events}".encode()
    return Reply(body, headers={"Cache-Control": "no-cache"}, content_type=CONTENT_TYPE)
