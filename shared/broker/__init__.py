"""What a running workflow may ask of the platform, and who may ask it."""

from shared.broker.broker import SDK_CALLS, Broker

__all__ = ["SDK_CALLS", "Broker"]
