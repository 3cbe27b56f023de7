"""What is stored of a user's second factor, in the row of the user's credentials."""

from datetime import datetime, timedelta
from uuid import UUID

from shared.models.base import Model

#: How long a secret waits for its first code.
ENROLMENT_LIFETIME = timedelta(minutes=15)
MOST_TRUSTED_DEVICES = 20


class Enrolment(Model):
    """An authenticator app that is being added; it counts for nothing until its first code."""

    sealed_secret: str
    began_at: datetime

    def lives(self, now: datetime) -> bool:
        return now < self.began_at + ENROLMENT_LIFETIME


class SecondFactor(Model):
    """An authenticator app; ``last_step`` is the step of the last code that was accepted."""

    sealed_secret: str
    enrolled_at: datetime
    used_at: datetime
    last_step: int


class TrustedDevice(Model):
    """A browser that skips the second factor; ``secret_hash`` is the SHA-256 of its cookie."""

    id: UUID
    secret_hash: str
    device: str
    network: str
    trusted_at: datetime
    used_at: datetime
    expires_at: datetime

    def lives(self, now: datetime) -> bool:
        return now < self.expires_at
