"""Broker: the SDK calls that a run can make, and the rights that they need."""

from shared.broker.broker import ACCESS, Broker

__all__ = ["ACCESS", "Broker"]
