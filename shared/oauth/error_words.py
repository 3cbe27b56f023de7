"""Errors of providers, mapped to the error codes of RFC 6749.

Only the codes listed here decide anything or are repeated: an answer may contain any text. A code
that is not listed counts as a temporary refusal until the token has expired.
"""

import re
from collections.abc import Iterator, Mapping

from pydantic import JsonValue

#: Codes of the RFC after which the connection needs an administrator.
PERMANENT: Mapping[str, str] = {
    "invalid_grant": "the provider no longer accepts the grant",
    "invalid_client": "the provider does not know the client id and secret",
    "unauthorized_client": "the provider does not allow this client to do that",
    "invalid_scope": "the provider does not know one of the scopes",
    "unsupported_grant_type": "the provider does not offer this flow",
    "interaction_required": "the provider requires a new sign-in",
    "consent_required": "the provider requires a new consent",
}
SERVER_ERROR, UNAVAILABLE, SLOW = "server_error", "temporarily_unavailable", "slow_down"
#: Failures of the provider itself, whichever client asks.
ITS_OWN = {SERVER_ERROR, UNAVAILABLE}
#: Vague codes: a more specific code beside them counts.
VAGUE = {"invalid_request", "access_denied"}
KNOWN = {*PERMANENT, *ITS_OWN, *VAGUE, SLOW}

_SAID_FOR: Mapping[str, str] = {
    # GitHub, HubSpot, Slack, Salesforce, Zoho, Twitch, Intuit, Facebook and similar providers.
    "invalid_grant": """
        bad_refresh_token invalid_refresh_token refresh_token_invalid refresh_token_expired
        expired_refresh_token refresh_token_revoked refresh_token_reused refresh_token_already_used
        refresh_token_not_found missing_or_unknown_refresh_token unknown_refresh_token
        refresh_token_is_invalid refresh_token_is_expired refresh_token_has_expired
        refresh_token_has_been_revoked no_refresh_token missing_refresh_token
        token_revoked revoked_token token_expired expired_token token_invalid token_is_invalid
        token_has_been_revoked token_not_found token_inactive invalid_token bad_token
        invalid_auth not_authed account_inactive account_disabled account_suspended
        inactive_user inactive_org inactive_account user_inactive user_disabled user_not_found
        user_deleted user_removed user_suspended invalid_user org_login_required
        session_expired session_revoked session_not_found invalid_session invalid_session_id
        authorization_revoked authorization_expired consent_revoked consent_expired
        access_revoked grant_revoked grant_expired grant_not_found expired_grant app_uninstalled
        application_uninstalled app_not_installed integration_deleted
        invalid_code bad_auth_code invalid_auth_code bad_verification_code code_expired
        code_already_used expired_code invalid_authorization_code authorization_code_expired
        expired_access_refresh_token login_required the_refresh_token_is_invalid
        password_expired password_changed reauthorization_required reauth_required
        re_authorization_required re_authentication_required
    """,
    "invalid_client": """
        invalid_client_id bad_client_id client_id_invalid unknown_client client_not_found
        invalid_client_secret bad_client_secret client_secret_invalid client_secret_expired
        incorrect_client_credentials invalid_client_credentials invalid_credentials
        bad_client_credentials deleted_client disabled_client client_disabled client_inactive
        invalid_app_id invalid_api_key application_cannot_be_found client_authentication_failed
        invalid_client_authentication
    """,
    "unauthorized_client": """
        application_suspended app_suspended application_disabled app_disabled app_blocked
        invalid_app_access org_internal admin_policy_enforced client_not_authorized
        unauthorized_grant_type team_access_not_granted
    """,
    "invalid_scope": "missing_scope missing_scopes invalid_scopes bad_scope bad_scopes",
    "unsupported_grant_type": "bad_grant_type invalid_grant_type unsupported_grant",
    "interaction_required": "mfa_required interaction_needed two_factor_setup_required",
    "consent_required": "unverified_user_email no_consent missing_consent",
    SERVER_ERROR: "internal_error internal_server_error fatal_error unknown_error api_error",
    UNAVAILABLE: """
        service_unavailable request_timeout timeout gateway_timeout try_again try_again_later
        temporarily_unable maintenance under_maintenance
    """,
    SLOW: """
        ratelimited rate_limited rate_limit rate_limit_exceeded ratelimit_exceeded
        too_many_requests throttled request_limit_exceeded quota_exceeded
    """,
}
MEANING: Mapping[str, str] = {
    **{word: word for word in KNOWN},
    **{word: meaning for meaning, words in _SAID_FOR.items() for word in words.split()},
}
#: Fields that may contain a code; the first known one counts.
PLACES = (
    "error",
    "errors",
    "error_code",
    "errorCode",
    "error_type",
    "errorType",
    "error_subtype",
    "subError",
    "suberror",
    "status",
    "code",
    "type",
    "category",
    "reason",
    "message",
    "error_description",
    "error_message",
    "errorMessage",
    "detail",
)
#: A non-empty value in one of these fields means an error, whatever the HTTP status.
SIGNS = ("error", "errors", "error_code", "errorCode", "errorType")
MOST_CHARACTERS = 200
MOST_DEEP = 3
_BETWEEN = re.compile(r"[^a-z0-9]+")


def refusal_in(said: dict[str, JsonValue], *, is_success: bool) -> str | None:
    """Return the RFC's code for a refusal; "" for an unknown one, None if nothing is refused.

    Only an answer with a success status can refuse nothing.

    >>> refusal_in({"status": "BAD_REFRESH_TOKEN", "message": "no"}, is_success=False)
    'invalid_grant'
    >>> refusal_in({"ok": False, "error": "token_revoked"}, is_success=True)
    'invalid_grant'
    >>> refusal_in({"access_token": "x", "status": "active", "error": None}, is_success=True)
    """
    if is_success and not _has_a_sign(said):
        return None
    meanings = [MEANING[word] for word in _words(said) if word in MEANING]
    return next((one for one in meanings if one not in VAGUE), meanings[0] if meanings else "")


def reason_of(error: str) -> str:
    """Return a provider's error as text for people, if its code is known."""
    meaning = MEANING.get(_normal(error), error)
    if meaning in PERMANENT:
        return f"{PERMANENT[meaning]} ({meaning})"
    return f"the provider answered {meaning}" if meaning in KNOWN else "the provider refused"


def _has_a_sign(said: dict[str, JsonValue]) -> bool:
    is_no = said.get("ok") is False or said.get("success") is False
    return is_no or any(said.get(name) not in (None, False, "", 0, [], {}) for name in SIGNS)


def _words(said: JsonValue, deep: int = 0) -> Iterator[str]:
    """Yield every text in the fields that may contain a code, the likeliest first."""
    if isinstance(said, str):
        if len(said) <= MOST_CHARACTERS:
            yield _normal(said)
    elif deep < MOST_DEEP and isinstance(said, list):
        for one in said[:10]:
            yield from _words(one, deep + 1)
    elif deep < MOST_DEEP and isinstance(said, dict):
        for name in PLACES:
            yield from _words(said.get(name), deep + 1)


def _normal(text: str) -> str:
    return _BETWEEN.sub("_", text[:MOST_CHARACTERS].casefold()).strip("_")
