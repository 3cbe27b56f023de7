"""What docs/deploy.md says of the idle platform's cost is what its timers make."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cronsim import CronSim

from functions.app import build
from tests.unit.infra.deployment import at, minimal, only

PAGE = (Path(__file__).parents[3] / "docs" / "deploy.md").read_text()
DAYS = 30
#: The time that one execution costs at least, in seconds, and the free grant of a month in GB-s.
LEAST_SECONDS, GRANT = 1, 100_000


def _schedules() -> list[str]:
    bindings = [json.loads(one) for f in build().get_functions() for one in f.get_raw_bindings()]
    return [one["schedule"] for one in bindings if one["type"] == "timerTrigger"]


def _runs(schedule: str) -> int:
    """How often a schedule of six fields is due in a month; none of ours has seconds."""
    second, *rest = schedule.split()
    assert second == "0"
    start = datetime(2026, 11, 1, tzinfo=UTC) - timedelta(seconds=1)
    end = start + timedelta(days=DAYS)
    count = 0
    for due in CronSim(" ".join(rest), start):
        if due > end:
            break
        count += 1
    return count


def test_the_idle_platform_costs_what_the_page_says() -> None:
    probe = int(str(at(only(minimal(), "Microsoft.Insights/webtests").properties, "Frequency")))
    probes = DAYS * 86_400 // probe
    runs = sorted((_runs(one) for one in _schedules()), reverse=True)
    gb_seconds = (sum(runs) + probes) * LEAST_SECONDS * 2  # an instance of 2048 MB

    for number in (*runs, probes, sum(runs) + probes, gb_seconds):
        assert f"{number:,}" in PAGE, f"docs/deploy.md should say {number:,}"
    assert gb_seconds < GRANT, "docs/deploy.md says that the idle platform is within the free grant"
