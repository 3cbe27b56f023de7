"""Request handlers of the report on what calls of models cost."""

import csv
import io
from collections.abc import AsyncIterator
from datetime import datetime, timedelta

from shared.call import Call
from shared.errors import InvalidInput
from shared.models.ai.money import MICROS, AiUsage, GroupBy, Payer, UsageGroup, UsageReport
from shared.models.base import GLOBAL
from shared.models.replies import Reply

PAGE = 1000
MOST_CALLS = 100_000
LONGEST = timedelta(days=400)
DEFAULT, SECOND = timedelta(days=30), timedelta(seconds=1)


async def report(
    call: Call, group_by: GroupBy, start: datetime | None, end: datetime | None
) -> UsageReport:
    """Sum up the calls of the scope; of every organization, for the platform in GLOBAL."""
    until = end or call.platform.services.clock.now() + SECOND
    since = start or until - DEFAULT
    if not since < until or until - since > LONGEST:
        raise InvalidInput(f"a report is about 1 to {LONGEST.days} days, from its start to its end")
    groups: dict[tuple[str, Payer, str], UsageGroup] = {}
    count = 0
    async for usage in _calls(call, since, until):
        count += 1
        if count > MOST_CALLS:
            break
        key = (usage.org_id, usage.payer, _group_of(usage, group_by))
        groups[key] = _with(groups.get(key) or _empty(*key), usage)
    found = sorted(groups.values(), key=lambda group: -group.cost_micros)
    return UsageReport(
        group_by=group_by,
        start=since,
        end=until,
        groups=tuple(found),
        total_cost_micros=sum(group.cost_micros for group in found),
        is_complete=count <= MOST_CALLS,
    )


async def as_csv(
    call: Call, group_by: GroupBy, start: datetime | None, end: datetime | None
) -> Reply:
    """Return the report for a spreadsheet: one line for each group, the cost in dollars."""
    found = await report(call, group_by, start, end)
    text = io.StringIO()
    lines = csv.writer(text)
    columns = [name for name in UsageGroup.model_fields if name != "cost_micros"]
    lines.writerow([*columns, "cost_dollars"])
    for group in found.groups:
        facts = group.model_dump(by_alias=False)
        cost = f"{group.cost_micros / MICROS:.6f}"
        lines.writerow([*(_inert(facts[name]) for name in columns), cost])
    headers = {"Content-Disposition": f'attachment; filename="ai-usage-by-{group_by}.csv"'}
    return Reply(text.getvalue().encode(), headers=headers, content_type="text/csv")


async def _calls(call: Call, since: datetime, until: datetime) -> AsyncIterator[AiUsage]:
    spending = call.platform.directory.llm_spending
    async for scope in _scopes(call):
        first: str | None = None
        while True:
            page = await spending.usage(scope, since, until, first, PAGE)
            for usage in page.items:
                yield usage
            first = page.next
            if first is None:
                break


async def _scopes(call: Call) -> AsyncIterator[str]:
    if call.caller.scope != GLOBAL:
        yield call.caller.scope
        return
    async for scope in call.platform.directory.scopes():
        yield scope


def _group_of(usage: AiUsage, group_by: GroupBy) -> str:
    groups: dict[GroupBy, str | None] = {
        GroupBy.ORGANIZATION: usage.org_id,
        GroupBy.USER: usage.user_name,
        GroupBy.MODEL: usage.model,
        GroupBy.PROVIDER: usage.provider,
        GroupBy.WORKFLOW: usage.workflow,
        GroupBy.AGENT: usage.agent,
        GroupBy.DAY: usage.at.date().isoformat(),
    }
    return groups[group_by] or ""


def _empty(org_id: str, payer: Payer, group: str) -> UsageGroup:
    counts = dict.fromkeys(("calls", "failed", "input_tokens", "cached_tokens", "output_tokens"), 0)
    more = dict.fromkeys(("reasoning_tokens", "cost_micros", "unpriced"), 0)
    return UsageGroup(organization=org_id, payer=payer, group=group, **counts, **more)


def _with(group: UsageGroup, usage: AiUsage) -> UsageGroup:
    counted = usage.usage
    facts = {
        "calls": group.calls + 1,
        "failed": group.failed + (usage.ended not in ("end", "tools", "length")),
        "input_tokens": group.input_tokens + counted.input_tokens,
        "cached_tokens": group.cached_tokens + counted.cached_tokens,
        "output_tokens": group.output_tokens + counted.output_tokens,
        "reasoning_tokens": group.reasoning_tokens + counted.reasoning_tokens,
        "cost_micros": group.cost_micros + (usage.cost_micros or 0),
        "unpriced": group.unpriced + (usage.cost_micros is None),
    }
    return group.model_copy(update=facts)


def _inert(value: object) -> object:
    """Return a cell that no spreadsheet takes for a formula."""
    if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")):
        return f"'{value}"
    return value
