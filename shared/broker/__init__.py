"""Broker: the SDK calls that a run can make, and the rights that they need."""

from shared.broker.broker import SDK_CALLS, Broker

__all__ = ["SDK_CALLS", "Broker"]
