"""What a running workflow may ask of the platform, and who may ask it."""

from shared.broker.broker import ACCESS, Broker

__all__ = ["ACCESS", "Broker"]
