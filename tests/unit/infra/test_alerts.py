"""Alerts fire on lines that the code really logs, and reach the operators."""

import re
from pathlib import Path

from infra.arm.evaluate import Deployed
from tests.unit.infra.deployment import at, everything, minimal, only

ROOT = Path(__file__).parents[3]
CODE = [ROOT / "shared", ROOT / "functions"]
LINES = re.compile(r"""matches regex '"message": "\(([^")]+)\)"'$""")


def _rules() -> list[Deployed]:
    return minimal().of("Microsoft.Insights/scheduledQueryRules")


def test_each_line_that_an_alert_looks_for_is_logged_by_the_code() -> None:
    code = "".join(path.read_text() for folder in CODE for path in folder.rglob("*.py"))
    queries = [str(at(one.properties, "criteria", "allOf", 0, "query")) for one in _rules()]

    found = [LINES.search(query) for query in queries]
    lines = sorted(line for each in found if each for line in each[1].split("|"))
    dead = ["run dead-lettered", "webhook dead-lettered"]
    assert lines == ["connection expired", "process not ready", *dead]
    for line in lines:
        assert re.search(rf'logger\.(warning|error)\("{line}"', code), line


def test_every_alert_tells_the_operators() -> None:
    group = only(everything(), "Microsoft.Insights/actionGroups")
    assert at(group.properties, "emailReceivers", 0, "emailAddress") == "ops@example.com"
    for rule in everything().of("Microsoft.Insights/scheduledQueryRules"):
        assert at(rule.properties, "actions", "actionGroups") == [group.id]
    probe = only(everything(), "Microsoft.Insights/metricAlerts")
    assert at(probe.properties, "actions", 0, "actionGroupId") == group.id


def test_readiness_is_asked_where_users_ask() -> None:
    probe = only(minimal(), "Microsoft.Insights/webtests").properties

    url = str(at(probe, "Request", "RequestUrl"))
    assert url == f"{minimal().outputs['BIFROST_PUBLIC_URL']}/api/health/ready"
    assert at(probe, "Locations") == [{"Id": "emea-nl-ams-azr"}]


def test_a_flood_of_logs_ends_with_the_day() -> None:
    logs = only(minimal(), "Microsoft.OperationalInsights/workspaces").properties

    assert at(logs, "workspaceCapping", "dailyQuotaGb") == 1


def test_without_an_address_the_budget_tells_the_owners() -> None:
    budget = only(minimal(), "Microsoft.Consumption/budgets").properties

    assert at(budget, "notifications", "all", "contactRoles") == ["Owner"]
    assert at(budget, "notifications", "all", "contactEmails") == []
