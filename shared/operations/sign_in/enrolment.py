"""Adds an authenticator app: in an open session, and in a sign-in that needs one."""

from datetime import datetime
from uuid import UUID

from shared.errors import Conflict, Detail, InvalidInput
from shared.models.credentials import UserCredentials
from shared.models.second_factor.factors import ENROLMENT_LIFETIME, Enrolment, SecondFactor
from shared.models.second_factor.requests import EnrolmentView
from shared.models.users import User
from shared.operations.sign_in.second_factors import seal_secret, secret_in
from shared.services.identity import totp
from shared.settings import Settings


def begun(settings: Settings, user: User, at: datetime) -> tuple[Enrolment, EnrolmentView]:
    """Make the secret of a new app, as it is stored and as its owner sees it, once."""
    secret = totp.new_secret()
    address = totp.address_of(secret, settings.totp_issuer, user.email)
    stored = Enrolment(sealed_secret=seal_secret(settings, user.id, secret), began_at=at)
    shown = EnrolmentView(
        secret=secret,
        address=address,
        qr_code=totp.qr_code(address),
        expires_at=at + ENROLMENT_LIFETIME,
    )
    return stored, shown


def with_app(
    settings: Settings, now: UserCredentials, code: str, at: datetime, hashes: tuple[str, ...]
) -> UserCredentials:
    """Return credentials with the app that is being added, by its first code; else a refusal."""
    waiting = now.enrolment
    if waiting is None or not waiting.lives(at) or now.second_factor:
        raise Conflict("no authenticator app is being added: begin again")
    step = _first_step(settings, now.user_id, waiting, code, at)
    factor = SecondFactor(
        sealed_secret=waiting.sealed_secret,
        enrolled_at=at,
        used_at=at,
        last_step=step,
    )
    changes = {"enrolment": None, "trusted_devices": (), "recovery_hashes": hashes}
    return now.model_copy(update={"second_factor": factor, **changes})


def _first_step(
    settings: Settings, user_id: UUID, waiting: Enrolment, code: str, at: datetime
) -> int:
    secret = secret_in(settings, user_id, waiting.sealed_secret)
    step = totp.matching_step(secret, code, at, window=totp.WINDOW_AT_ENROLMENT)
    if step is None:
        told = "check the clock of your phone, and give the code that the app shows now"
        raise InvalidInput("this code is wrong: see details", [Detail(("body", "code"), told)])
    return step
