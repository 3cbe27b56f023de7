"""The tokens between the two steps of a sign-in, whether it began with a password or a provider."""

from uuid import UUID

from shared.call import Platform
from shared.models.credentials import UserCredentials
from shared.models.second_factor.requests import FactorSetupNeeded, SecondFactorNeeded
from shared.models.tokens import TokenClaims, TokenUse
from shared.operations.sign_in.second_factors import factors_of
from shared.services.identity.tokens import LIFETIMES


def second_step(
    platform: Platform,
    credentials: UserCredentials,
    methods: tuple[str, ...],
    provider_id: UUID | None = None,
) -> SecondFactorNeeded:
    """Return the answer to a first step by these methods that asks for the second factor."""
    return SecondFactorNeeded(
        mfa_token=_token(platform, TokenUse.MFA, credentials, methods, provider_id),
        methods=factors_of(credentials),
        expires_in=_seconds(TokenUse.MFA),
    )


def setup_step(
    platform: Platform,
    credentials: UserCredentials,
    methods: tuple[str, ...],
    provider_id: UUID | None = None,
) -> FactorSetupNeeded:
    """Return the answer to a first step by these methods that asks to add a second factor."""
    return FactorSetupNeeded(
        setup_token=_token(platform, TokenUse.MFA_SETUP, credentials, methods, provider_id),
        expires_in=_seconds(TokenUse.MFA_SETUP),
    )


def still_counts(claims: TokenClaims, now: UserCredentials) -> bool:
    """Whether the first step counts: it ends with the password, or with the account's link."""
    if now.password_id != claims.sid:
        return False
    if claims.idp is None:
        return now.password_hash is not None
    return any(identity.provider_id == claims.idp for identity in now.identities)


def _token(
    platform: Platform,
    use: TokenUse,
    credentials: UserCredentials,
    methods: tuple[str, ...],
    provider_id: UUID | None,
) -> str:
    user_id, password_id = credentials.user_id, credentials.password_id
    return platform.tokens.issue_between(use, user_id, password_id, methods, provider_id)


def _seconds(use: TokenUse) -> int:
    return int(LIFETIMES[use].total_seconds())
