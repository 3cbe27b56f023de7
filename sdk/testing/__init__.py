"""The test kit for workflows in plain pytest: ``from bifrost import testing``."""

from sdk.testing.event_inputs import Filtered
from sdk.testing.event_runs import run_event, run_webhook
from sdk.testing.fake_ai import tool_call
from sdk.testing.kit import (
    Emitted,
    Line,
    Recording,
    asked,
    emitted,
    http,
    logs,
    run,
    run_sync,
    running,
)
from sdk.testing.scheduled_runs import run_schedule
from sdk.testing.signed_webhooks import webhook

__all__ = [
    "Emitted",
    "Filtered",
    "Line",
    "Recording",
    "asked",
    "emitted",
    "http",
    "logs",
    "run",
    "run_event",
    "run_schedule",
    "run_sync",
    "run_webhook",
    "running",
    "tool_call",
    "webhook",
]
