"""The steps from one version of a stored record to the next, for ``record_versions``.

A step takes the JSON object of the older version, and returns that of the next one.
"""

from typing import cast

Object = dict[str, object]


def subscription(found: Object) -> Object:
    """Event triggers were records of their own: now they are subscriptions to events from inside.

    Subscriptions to webhook sources stayed as they were.
    """
    if "events" not in found:
        return found
    kept = {name: value for name, value in found.items() if name not in ("events", "workflows")}
    source = {"kind": "event", "workflows": found.get("workflows", [])}
    return {**kept, "eventTypes": found["events"], "source": source}


def logged_event(found: Object) -> Object:
    """What triggers made of an event was among those that it reached; now it has a list."""
    reached = cast("list[Object]", found.get("reached", []))
    webhooks = [each for each in reached if each["kind"] == "webhook"]
    started = [each for each in reached if each["kind"] == "workflow"]
    return {
        **found,
        "reached": [{"id": each["id"], "name": each["name"]} for each in webhooks],
        "results": [_result(each) for each in started],
    }


def _result(reached: Object) -> Object:
    refusal = reached.get("refusal")
    return {
        "subscriptionId": reached["id"],
        "subscriptionName": reached["name"],
        "workflowName": "",  # it was not kept
        "outcome": "refused" if refusal else "started",
        "executionId": reached.get("executionId"),
        "message": refusal,
    }
