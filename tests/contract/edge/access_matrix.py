"""The access matrix: every route, and which kind of caller it admits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from functions.app import API
from functions.auth.about import About
from functions.auth.access import Access
from functions.edge.endpoint import Route
from shared.models.callers import Machine
from tests.contract.users import signed_in

ROUTES = [route for group in API for route in group.all]


IN = 0


SECRET = "the-secret"


MADE_UP = str(UUID(int=7))


SAMPLES = {
    "role_id": MADE_UP,
    "webhook_id": MADE_UP,
    "event_id": MADE_UP,
    "trigger_id": MADE_UP,
    "user_id": MADE_UP,
    "name": "no_such_workflow",
    "execution_id": MADE_UP,
    "asset": "no-such-asset",
    "org_id": "no-such-organization",
    "user": "no-such-user@example.test",
    "key_id": MADE_UP,
    "session_id": MADE_UP,
    "device_id": MADE_UP,
    "form_id": MADE_UP,
    "schedule_id": MADE_UP,
    "batch_id": MADE_UP,
    "batch": MADE_UP,
    "agent_id": MADE_UP,
    "approval_id": MADE_UP,
    "conversation_id": MADE_UP,
    "message_id": MADE_UP,
    "turn_id": MADE_UP,
    "question_id": MADE_UP,
    "fact_id": MADE_UP,
    "job_id": MADE_UP,
    "key": "no_such_key",
    "connection": "no-such-connection",
    "link": "no-such-link",
    "token": "no-such-token",
    "organization": "acme",
    "source_id": MADE_UP,
    "namespace": "no-such-source",
    "document_id": "0" * 32,
    "subscription_id": MADE_UP,
    "delivery_id": MADE_UP,
    "invitation_id": MADE_UP,
    "account_id": MADE_UP,
}


NO_HEADER, OWN, FOREIGN, UNKNOWN, INACTIVE = "none", "acme", "globex", "nowhere", "closed"


ORGANIZATIONS = [NO_HEADER, OWN, FOREIGN, UNKNOWN, INACTIVE]


#: By the organization that is asked for, for whoever may act in any.
ANY_ORGANIZATION = {NO_HEADER: IN, OWN: IN, FOREIGN: IN, UNKNOWN: 404, INACTIVE: 403}


OWN_ONLY = {NO_HEADER: IN, OWN: IN, FOREIGN: 403, UNKNOWN: 403, INACTIVE: 403}


BOTH = {NO_HEADER: 400, OWN: IN, FOREIGN: IN, UNKNOWN: 403, INACTIVE: 403}


OTHER_ONLY = {NO_HEADER: IN, OWN: 403, FOREIGN: IN, UNKNOWN: 403, INACTIVE: 403}


EVERYWHERE_401 = dict.fromkeys(ORGANIZATIONS, 401)


EVERYWHERE_403 = dict.fromkeys(ORGANIZATIONS, 403)


EVERYWHERE_IN = dict.fromkeys(ORGANIZATIONS, IN)


Row = Mapping[str, int]


MEMBER = frozenset({Access.SIGNED_IN, Access.USER})


@dataclass(frozen=True)
class Kind:
    """A kind of caller: what it sends, where it is let in, and at which levels of access.

    ``token`` and ``key`` name a credential that the tests make; ``machine`` says what a machine of
    a user is, and ``is_bound`` whether it acts in one organization only.
    """

    headers: Mapping[str, str]
    where: Row
    levels: frozenset[Access] = MEMBER
    is_key: bool = False
    trusted: bool = True
    token: str = ""
    key: str = ""
    machine: Machine | None = None
    is_bound: bool = False

    @property
    def asks_in(self) -> Sequence[str]:
        """The organizations that it asks for; a machine's are its user's, who asks for all."""
        return (NO_HEADER, OWN, FOREIGN) if self.key or self.machine else ORGANIZATIONS


ORG_ADMIN = frozenset({Access.SIGNED_IN, Access.USER, Access.ORG_ADMIN})


ADMIN = ORG_ADMIN | {Access.ADMIN}


def _key(number: int, secret: str = SECRET) -> dict[str, str]:
    return {"x-api-key": f"bfk_{UUID(int=number).hex}_{secret}"}


def _bearer(text: str) -> dict[str, str]:
    return {"authorization": text}


OWN_KEY, OTHER_KEY, EXPIRED, REVOKED, ELSEWHERE, NEAR, CLOSED_KEY = range(1, 8)
ROBOT_KEY, IDLE_ROBOT_KEY = 8, 9


def _personal(
    key: str, where: Row, levels: frozenset[Access] = MEMBER, *, is_bound: bool = False
) -> Kind:
    machine = Machine.READING_KEY if key.startswith("reading") else Machine.PERSONAL_KEY
    return Kind({}, where, levels, key=key, machine=machine, is_bound=is_bound)


KINDS: Mapping[str, Kind] = {
    "no credential": Kind({}, EVERYWHERE_401),
    "function key where the host checks none": Kind({"x-functions-key": "any"}, EVERYWHERE_401),
    "malformed bearer": Kind(_bearer("Basic YTpi"), EVERYWHERE_401, trusted=False),
    "bearer without a token": Kind(_bearer("Bearer "), EVERYWHERE_401, trusted=False),
    "unknown token": Kind(
        _bearer("Bearer eyJhbGciOiJub25lIn0.e30."), EVERYWHERE_401, trusted=False
    ),
    "key of own organization": Kind(_key(OWN_KEY), OWN_ONLY, is_key=True),
    "key as a bearer": Kind(
        _bearer(f"Bearer {_key(OWN_KEY)['x-api-key']}"), OWN_ONLY, is_key=True, trusted=False
    ),
    "key in a header that is not read": Kind(
        _bearer(f"Bearer {_key(OWN_KEY)['x-api-key']}"), EVERYWHERE_401
    ),
    "key of another organization": Kind(_key(OTHER_KEY), OTHER_ONLY, is_key=True),
    "key of an inactive organization": Kind(_key(CLOSED_KEY), EVERYWHERE_401),
    "expired key": Kind(_key(EXPIRED), EVERYWHERE_401),
    "revoked key": Kind(_key(REVOKED), EVERYWHERE_401),
    "forged secret": Kind(_key(OWN_KEY, "forged"), EVERYWHERE_401),
    "key without a secret": Kind(_key(OWN_KEY, ""), EVERYWHERE_401),
    "key that nobody made": Kind(_key(99), EVERYWHERE_401),
    "key limited to another network": Kind(
        {**_key(ELSEWHERE), "x-forwarded-for": "10.0.0.1, 192.0.2.1"}, EVERYWHERE_401
    ),
    "key limited to a network, address unknown": Kind(_key(ELSEWHERE), EVERYWHERE_401),
    "key limited to this network": Kind(
        {**_key(NEAR), "x-forwarded-for": "192.0.2.1:5000"}, OWN_ONLY, is_key=True
    ),
    "key of a service account": Kind(_key(ROBOT_KEY), OWN_ONLY, is_key=True),
    "key of a service account that is not active": Kind(_key(IDLE_ROBOT_KEY), EVERYWHERE_401),
    "personal key of a member": _personal("of member", OWN_ONLY),
    "personal key of an organization administrator": _personal("of owner", OWN_ONLY, ORG_ADMIN),
    "personal key of a platform administrator": _personal("of admin", ANY_ORGANIZATION, ADMIN),
    "personal key of a user without organization": _personal("of nobody", EVERYWHERE_403),
    "personal key for one organization": _personal(
        "bound of owner", OWN_ONLY, ORG_ADMIN, is_bound=True
    ),
    "personal key of a platform administrator for one organization": _personal(
        "bound of admin", OWN_ONLY, ORG_ADMIN, is_bound=True
    ),
    "personal key that only reads": _personal("reading of admin", ANY_ORGANIZATION, ADMIN),
    "personal key as a bearer": Kind(
        {}, OWN_ONLY, token="of member", machine=Machine.PERSONAL_KEY, trusted=False
    ),
    "personal key that has ended": Kind({}, EVERYWHERE_401, key="ended of member"),
    "personal key of an inactive user": Kind({}, EVERYWHERE_401, key="of inactive"),
    "personal key with another secret": Kind({}, EVERYWHERE_401, key="forged of member"),
    "personal key with another key's secret": Kind({}, EVERYWHERE_401, key="mixed of member"),
    "command line of a member": Kind(
        {}, OWN_ONLY, token="command line", machine=Machine.COMMAND_LINE, is_bound=True
    ),
    "bad key beside a good principal": Kind(
        {**signed_in("admin"), **_key(OWN_KEY, "forged")}, EVERYWHERE_401
    ),
    "bad bearer beside a good principal": Kind(
        {**signed_in("admin"), "x-bifrost-authorization": "Bearer x"}, EVERYWHERE_401
    ),
    "unreadable principal": Kind({"x-ms-client-principal": "%%%"}, EVERYWHERE_401),
    "principal of a stranger": Kind(signed_in("stranger"), EVERYWHERE_401),
    "user without organization": Kind(signed_in("nobody"), EVERYWHERE_403),
    "member": Kind(signed_in("member"), OWN_ONLY),
    "organization administrator": Kind(signed_in("owner"), OWN_ONLY, ORG_ADMIN),
    "member of another organization": Kind(signed_in("foreigner"), OTHER_ONLY),
    "member of two organizations": Kind(signed_in("both"), BOTH),
    "member of an inactive organization": Kind(signed_in("closed"), EVERYWHERE_403),
    "inactive user": Kind(signed_in("inactive"), EVERYWHERE_401),
    "inactive platform administrator": Kind(signed_in("retired"), EVERYWHERE_401),
    "platform administrator": Kind(signed_in("admin"), ANY_ORGANIZATION, ADMIN),
    "principal while principals are untrusted": Kind(
        signed_in("admin"), EVERYWHERE_401, trusted=False
    ),
    "token of a member": Kind({}, OWN_ONLY, token="member", trusted=False),
    "token in the header beside a front end": Kind({}, OWN_ONLY, token="member"),
    "token where the front end writes its own": Kind(
        _bearer("Bearer of the front end"), EVERYWHERE_401
    ),
    "token of an organization administrator": Kind({}, OWN_ONLY, ORG_ADMIN, token="owner"),
    "token of a member of another organization": Kind({}, OTHER_ONLY, token="foreigner"),
    "token of a member of two organizations": Kind({}, BOTH, token="both"),
    "token of a user without organization": Kind({}, EVERYWHERE_403, token="nobody"),
    "token of a member of an inactive organization": Kind({}, EVERYWHERE_403, token="closed"),
    "token of a platform administrator": Kind({}, ANY_ORGANIZATION, ADMIN, token="admin"),
    "token of an inactive user": Kind({}, EVERYWHERE_401, token="inactive"),
    "expired token": Kind({}, EVERYWHERE_401, token="expired"),
    "forged token": Kind({}, EVERYWHERE_401, token="forged"),
    "refresh token": Kind({}, EVERYWHERE_401, token="refresh"),
    "token of a session that has ended": Kind({}, EVERYWHERE_401, token="ended"),
    "bad token beside a good principal": Kind(signed_in("admin"), EVERYWHERE_401, token="forged"),
}


#: What each route declares. A route that is missing here fails, as does one that is gone.
EXPECTED: Mapping[str, tuple[Access, bool]] = {
    "list_own_keys": (Access.SIGNED_IN, False),
    "create_own_key": (Access.SIGNED_IN, False),
    "revoke_own_key": (Access.SIGNED_IN, False),
    "rotate_own_key": (Access.SIGNED_IN, False),
    "list_user_keys": (Access.ADMIN, False),
    "revoke_user_key": (Access.ADMIN, False),
    "rotate_workflow_key": (Access.ORG_ADMIN, False),
    "authorize_device": (Access.ANYONE, False),
    "get_device_token": (Access.ANYONE, False),
    "look_at_device": (Access.SIGNED_IN, False),
    "decide_on_device": (Access.SIGNED_IN, False),
    "list_service_accounts": (Access.ORG_ADMIN, False),
    "create_service_account": (Access.ORG_ADMIN, False),
    "update_service_account": (Access.ORG_ADMIN, False),
    "delete_service_account": (Access.ORG_ADMIN, False),
    "create_service_account_key": (Access.ORG_ADMIN, False),
    "list_invitations": (Access.ORG_ADMIN, False),
    "create_invitation": (Access.ORG_ADMIN, False),
    "resend_invitation": (Access.ORG_ADMIN, False),
    "revoke_invitation": (Access.ORG_ADMIN, False),
    "read_invitation": (Access.ANYONE, False),
    "accept_invitation": (Access.ANYONE, False),
    "ask_for_password_link": (Access.ANYONE, False),
    "receive_webhook": (Access.ANYONE, False),
    "receive_hook": (Access.ANYONE, False),
    "challenge_webhook": (Access.ANYONE, False),
    "permit_webhook": (Access.ANYONE, False),
    "permit_hook": (Access.ANYONE, False),
    "challenge_hook": (Access.ANYONE, False),
    "receive_github_webhook": (Access.ANYONE, False),
    "list_webhook_sources": (Access.ORG_ADMIN, False),
    "create_webhook_source": (Access.ORG_ADMIN, False),
    "get_webhook_source": (Access.ORG_ADMIN, False),
    "update_webhook_source": (Access.ORG_ADMIN, False),
    "delete_webhook_source": (Access.ORG_ADMIN, False),
    "rotate_webhook_secret": (Access.ORG_ADMIN, False),
    "renew_webhook_subscription": (Access.ORG_ADMIN, False),
    "try_webhook_source": (Access.ORG_ADMIN, False),
    "list_webhook_subscriptions": (Access.ORG_ADMIN, False),
    "create_webhook_subscription": (Access.ORG_ADMIN, False),
    "put_webhook_subscription": (Access.ORG_ADMIN, False),
    "delete_webhook_subscription": (Access.ORG_ADMIN, False),
    "list_webhook_deliveries": (Access.ORG_ADMIN, False),
    "list_refused_deliveries": (Access.ORG_ADMIN, False),
    "get_webhook_delivery": (Access.ORG_ADMIN, False),
    "replay_webhook_delivery": (Access.ORG_ADMIN, False),
    "get_endpoint": (Access.ANYONE, True),
    "post_endpoint": (Access.ANYONE, True),
    "put_endpoint": (Access.ANYONE, True),
    "patch_endpoint": (Access.ANYONE, True),
    "delete_endpoint": (Access.ANYONE, True),
    "get_organization_endpoint": (Access.ANYONE, True),
    "post_organization_endpoint": (Access.ANYONE, True),
    "put_organization_endpoint": (Access.ANYONE, True),
    "patch_organization_endpoint": (Access.ANYONE, True),
    "delete_organization_endpoint": (Access.ANYONE, True),
    "get_openapi_of_endpoints": (Access.USER, True),
    "list_packages": (Access.ADMIN, False),
    "list_package_updates": (Access.ADMIN, False),
    "uninstall_package": (Access.ADMIN, False),
    "install_packages": (Access.ADMIN, False),
    "get_package_job": (Access.ADMIN, False),
    "list_file_paths": (Access.ADMIN, False),
    "run_author_tests": (Access.ADMIN, False),
    "run_draft": (Access.ADMIN, False),
    "list_file_versions": (Access.ADMIN, False),
    "read_file_version": (Access.ADMIN, False),
    "restore_file_version": (Access.ADMIN, False),
    "list_deleted_files": (Access.ADMIN, False),
    "list_files": (Access.ADMIN, False),
    "read_file": (Access.ADMIN, False),
    "write_file": (Access.ADMIN, False),
    "create_folder": (Access.ADMIN, False),
    "rename_path": (Access.ADMIN, False),
    "delete_path": (Access.ADMIN, False),
    "search_files": (Access.ADMIN, False),
    "list_codemods": (Access.ADMIN, False),
    "evaluate_agent": (Access.ORG_ADMIN, False),
    "get_agent_evaluation": (Access.ORG_ADMIN, False),
    "list_agent_evaluations": (Access.ORG_ADMIN, False),
    "generate_code": (Access.ADMIN, False),
    "generate_tests": (Access.ADMIN, False),
    "fix_code": (Access.ADMIN, False),
    "explain_code": (Access.ADMIN, False),
    "review_code": (Access.ADMIN, False),
    "transform_code": (Access.ADMIN, False),
    "upload_files": (Access.ADMIN, False),
    "download_files": (Access.ADMIN, False),
    "check_workflow_file": (Access.ADMIN, False),
    "discover": (Access.USER, False),
    "get_options": (Access.USER, False),
    "list_options": (Access.USER, False),
    "get_workflow": (Access.USER, True),
    "list_data_providers": (Access.USER, False),
    "list_workflows": (Access.USER, True),
    "get_health": (Access.ANYONE, False),
    "get_readiness": (Access.ANYONE, False),
    "list_dependencies": (Access.ADMIN, False),
    "ring_doorbell": (Access.ANYONE, False),
    "get_content": (Access.ANYONE, False),
    "get_version": (Access.ANYONE, False),
    "get_openapi": (Access.ANYONE, False),
    "get_docs": (Access.ANYONE, False),
    "get_docs_asset": (Access.ANYONE, False),
    "get_sign_in_roles": (Access.ANYONE, False),
    "log_in": (Access.ANYONE, False),
    "list_members": (Access.ORG_ADMIN, False),
    "update_member": (Access.ORG_ADMIN, False),
    "remove_member": (Access.ORG_ADMIN, False),
    "get_preferences": (Access.SIGNED_IN, False),
    "put_preferences": (Access.SIGNED_IN, False),
    "get_branding": (Access.ANYONE, False),
    "put_branding": (Access.ADMIN, False),
    "get_branding_logo": (Access.ANYONE, False),
    "put_branding_logo": (Access.ADMIN, False),
    "delete_branding_logo": (Access.ADMIN, False),
    "get_session": (Access.SIGNED_IN, False),
    "list_own_sessions": (Access.SIGNED_IN, False),
    "rename_own_user": (Access.SIGNED_IN, False),
    "verify_second_factor": (Access.ANYONE, False),
    "give_fresh_proof": (Access.SIGNED_IN, False),
    "get_own_security": (Access.SIGNED_IN, False),
    "begin_enrolment": (Access.SIGNED_IN, False),
    "confirm_enrolment": (Access.SIGNED_IN, False),
    "remove_second_factor": (Access.SIGNED_IN, False),
    "regenerate_recovery_codes": (Access.SIGNED_IN, False),
    "trust_device": (Access.SIGNED_IN, False),
    "revoke_trusted_devices": (Access.SIGNED_IN, False),
    "revoke_trusted_device": (Access.SIGNED_IN, False),
    "reset_second_factor": (Access.ADMIN, False),
    "offer_passkey": (Access.SIGNED_IN, False),
    "add_passkey": (Access.SIGNED_IN, False),
    "rename_passkey": (Access.SIGNED_IN, False),
    "remove_passkey": (Access.SIGNED_IN, False),
    "challenge_passkey": (Access.ANYONE, False),
    "sign_in_by_passkey": (Access.ANYONE, False),
    "challenge_own_passkey": (Access.SIGNED_IN, False),
    "offer_setup_passkey": (Access.ANYONE, False),
    "set_up_passkey": (Access.ANYONE, False),
    "begin_factor_setup": (Access.ANYONE, False),
    "confirm_factor_setup": (Access.ANYONE, False),
    "get_second_factor_policy": (Access.ORG_ADMIN, False),
    "set_second_factor_policy": (Access.ORG_ADMIN, False),
    "list_user_sessions": (Access.ADMIN, False),
    "end_user_sessions": (Access.ADMIN, False),
    "end_own_sessions": (Access.SIGNED_IN, False),
    "end_own_session": (Access.SIGNED_IN, False),
    "list_auth_methods": (Access.ANYONE, False),
    "list_sign_in_providers": (Access.ORG_ADMIN, False),
    "create_sign_in_provider": (Access.ORG_ADMIN, False),
    "get_sign_in_provider": (Access.ORG_ADMIN, False),
    "update_sign_in_provider": (Access.ORG_ADMIN, False),
    "delete_sign_in_provider": (Access.ORG_ADMIN, False),
    "test_sign_in_provider": (Access.ORG_ADMIN, False),
    "get_sign_in_ways": (Access.ORG_ADMIN, False),
    "set_sign_in_ways": (Access.ORG_ADMIN, False),
    "begin_single_sign_on": (Access.ANYONE, False),
    "finish_single_sign_on": (Access.ANYONE, False),
    "return_from_form_post": (Access.ANYONE, False),
    "begin_provider_proof": (Access.SIGNED_IN, False),
    "give_provider_proof": (Access.SIGNED_IN, False),
    "list_identities": (Access.SIGNED_IN, False),
    "begin_linking_identity": (Access.SIGNED_IN, False),
    "link_identity": (Access.SIGNED_IN, False),
    "unlink_identity": (Access.SIGNED_IN, False),
    "refresh_tokens": (Access.ANYONE, False),
    "log_out": (Access.ANYONE, False),
    "set_password": (Access.ANYONE, False),
    "set_up_administrator": (Access.ANYONE, False),
    "get_openapi_with_workflows": (Access.KEY, False),
    "run_workflow": (Access.KEY, False),
    "list_workflow_executions": (Access.KEY, False),
    "get_workflow_execution": (Access.KEY, False),
    "get_workflow_execution_result": (Access.KEY, False),
    "get_workflow_execution_logs": (Access.KEY, False),
    "get_workflow_execution_variables": (Access.KEY, False),
    "cancel_workflow_execution": (Access.KEY, False),
    "execute_workflow": (Access.USER, True),
    "execute_named_workflow": (Access.USER, True),
    "rerun_execution": (Access.USER, True),
    "cancel_execution": (Access.USER, True),
    "cancel_executions": (Access.USER, True),
    "get_execution_events": (Access.USER, True),
    "stream_events": (Access.USER, False),
    "negotiate_pushes": (Access.USER, False),
    "get_execution_variables": (Access.ORG_ADMIN, False),
    "get_metrics": (Access.ORG_ADMIN, False),
    "get_overview": (Access.ADMIN, False),
    "get_diagnostics": (Access.ADMIN, False),
    "discard_dead_letter": (Access.ORG_ADMIN, False),
    "list_batches": (Access.ADMIN, False),
    "create_batch": (Access.ADMIN, False),
    "get_batch": (Access.ADMIN, False),
    "cancel_batch": (Access.ADMIN, False),
    "retry_batch": (Access.ADMIN, False),
    "get_batch_results": (Access.ADMIN, False),
    "list_schedules": (Access.ORG_ADMIN, False),
    "create_schedule": (Access.ORG_ADMIN, False),
    "preview_schedule": (Access.ORG_ADMIN, False),
    "list_upcoming_runs": (Access.ORG_ADMIN, False),
    "get_schedule": (Access.ORG_ADMIN, False),
    "update_schedule": (Access.ORG_ADMIN, False),
    "delete_schedule": (Access.ORG_ADMIN, False),
    "enable_schedule": (Access.ORG_ADMIN, False),
    "disable_schedule": (Access.ORG_ADMIN, False),
    "trigger_schedule": (Access.ORG_ADMIN, False),
    "list_schedule_slots": (Access.ORG_ADMIN, False),
    "get_schedule_slot": (Access.ORG_ADMIN, False),
    "list_dead_letters": (Access.ORG_ADMIN, False),
    "requeue_dead_letter": (Access.ORG_ADMIN, False),
    "list_stuck_executions": (Access.ADMIN, False),
    "trigger_executions_cleanup": (Access.ADMIN, False),
    "list_executions": (Access.USER, True),
    "get_execution": (Access.USER, True),
    "get_execution_result": (Access.USER, True),
    "download_execution_result": (Access.USER, True),
    "get_execution_logs": (Access.USER, True),
    "get_current_user": (Access.USER, False),
    "change_password": (Access.USER, False),
    "list_workflow_keys": (Access.ORG_ADMIN, False),
    "create_workflow_key": (Access.ORG_ADMIN, False),
    "revoke_workflow_key": (Access.ORG_ADMIN, False),
    "list_workflow_key_waiting": (Access.ORG_ADMIN, False),
    "list_user_waiting": (Access.ADMIN, False),
    "list_organization_waiting": (Access.ADMIN, False),
    "list_config": (Access.ORG_ADMIN, False),
    "get_config": (Access.ORG_ADMIN, False),
    "set_config": (Access.ORG_ADMIN, False),
    "delete_config": (Access.ORG_ADMIN, False),
    "list_secrets": (Access.ORG_ADMIN, False),
    "get_secret": (Access.ORG_ADMIN, False),
    "create_secret": (Access.ORG_ADMIN, False),
    "set_secret": (Access.ORG_ADMIN, False),
    "delete_secret": (Access.ORG_ADMIN, False),
    "list_roles": (Access.ORG_ADMIN, False),
    "create_role": (Access.ORG_ADMIN, False),
    "get_role": (Access.ORG_ADMIN, False),
    "update_role": (Access.ORG_ADMIN, False),
    "delete_role": (Access.ORG_ADMIN, False),
    "list_role_users": (Access.ORG_ADMIN, False),
    "add_users_to_role": (Access.ORG_ADMIN, False),
    "remove_user_from_role": (Access.ORG_ADMIN, False),
    "list_user_roles": (Access.ORG_ADMIN, False),
    "list_role_forms": (Access.ORG_ADMIN, False),
    "grant_forms_to_role": (Access.ORG_ADMIN, False),
    "revoke_form_from_role": (Access.ORG_ADMIN, False),
    "create_form": (Access.ORG_ADMIN, False),
    "create_form_upload": (Access.USER, False),
    "create_upload": (Access.USER, False),
    "delete_form": (Access.ORG_ADMIN, False),
    "check_form": (Access.ORG_ADMIN, False),
    "draft_form": (Access.ORG_ADMIN, False),
    "execute_form": (Access.USER, False),
    "export_form": (Access.ORG_ADMIN, False),
    "get_form": (Access.USER, False),
    "import_form": (Access.ORG_ADMIN, False),
    "list_form_options": (Access.USER, False),
    "list_form_roles": (Access.ORG_ADMIN, False),
    "list_forms": (Access.USER, False),
    "put_form": (Access.ORG_ADMIN, False),
    "start_form": (Access.USER, False),
    "start_form_with_data": (Access.USER, False),
    "update_form": (Access.ORG_ADMIN, False),
    "list_audit_entries": (Access.ORG_ADMIN, False),
    "export_audit_log": (Access.ORG_ADMIN, False),
    "verify_audit_log": (Access.ORG_ADMIN, False),
    "list_outgoing_webhooks": (Access.ORG_ADMIN, False),
    "create_outgoing_webhook": (Access.ORG_ADMIN, False),
    "get_outgoing_webhook": (Access.ORG_ADMIN, False),
    "update_outgoing_webhook": (Access.ORG_ADMIN, False),
    "delete_outgoing_webhook": (Access.ORG_ADMIN, False),
    "rotate_outgoing_webhook_secret": (Access.ORG_ADMIN, False),
    "test_outgoing_webhook": (Access.ORG_ADMIN, False),
    "list_outgoing_deliveries": (Access.ORG_ADMIN, False),
    "get_outgoing_delivery": (Access.ORG_ADMIN, False),
    "redeliver_event": (Access.ORG_ADMIN, False),
    "list_events": (Access.ORG_ADMIN, False),
    "list_notifications": (Access.ORG_ADMIN, False),
    "list_event_types": (Access.ORG_ADMIN, False),
    "get_event": (Access.ORG_ADMIN, False),
    "list_conversations": (Access.USER, False),
    "create_conversation": (Access.USER, False),
    "get_conversation": (Access.USER, False),
    "update_conversation": (Access.USER, False),
    "delete_conversation": (Access.USER, False),
    "export_conversation": (Access.USER, False),
    "attach_file": (Access.USER, False),
    "say_in_conversation": (Access.USER, False),
    "retry_message": (Access.USER, False),
    "title_conversation": (Access.USER, False),
    "stop_turn": (Access.USER, False),
    "follow_turn": (Access.USER, False),
    "list_agent_questions": (Access.USER, False),
    "list_agent_memory": (Access.USER, False),
    "forget_agent_memory": (Access.USER, False),
    "get_agent_question": (Access.USER, False),
    "answer_agent_question": (Access.USER, False),
    "list_agent_runs": (Access.USER, True),
    "execute_agent": (Access.USER, True),
    "get_agent_run": (Access.USER, True),
    "list_agent_run_steps": (Access.USER, True),
    "fork_agent_run": (Access.USER, True),
    "cancel_agent_run": (Access.USER, True),
    "list_approvals": (Access.USER, False),
    "get_approval": (Access.USER, False),
    "approve_call": (Access.USER, False),
    "deny_call": (Access.USER, False),
    "list_agents": (Access.USER, False),
    "create_agent": (Access.ORG_ADMIN, False),
    "get_agent": (Access.USER, False),
    "put_agent": (Access.ORG_ADMIN, False),
    "delete_agent": (Access.ORG_ADMIN, False),
    "list_agent_versions": (Access.ORG_ADMIN, False),
    "list_agent_tools": (Access.USER, False),
    "list_accessible_tools": (Access.USER, False),
    "get_ai_settings": (Access.ORG_ADMIN, False),
    "set_ai_settings": (Access.ORG_ADMIN, False),
    "get_ai_prices": (Access.ADMIN, False),
    "set_ai_prices": (Access.ADMIN, False),
    "get_ai_usage": (Access.ORG_ADMIN, False),
    "export_ai_usage": (Access.ORG_ADMIN, False),
    "list_knowledge_sources": (Access.USER, False),
    "create_knowledge_source": (Access.ORG_ADMIN, False),
    "get_knowledge_source": (Access.USER, False),
    "update_knowledge_source": (Access.ORG_ADMIN, False),
    "delete_knowledge_source": (Access.ORG_ADMIN, False),
    "reindex_knowledge_source": (Access.ORG_ADMIN, False),
    "list_knowledge_documents": (Access.USER, False),
    "upload_knowledge_document": (Access.ORG_ADMIN, False),
    "import_knowledge_documents": (Access.ORG_ADMIN, False),
    "get_knowledge_document": (Access.USER, False),
    "delete_knowledge_document": (Access.ORG_ADMIN, False),
    "search_knowledge": (Access.USER, False),
    "list_llm_keys": (Access.USER, False),
    "get_llm_key": (Access.USER, False),
    "create_llm_key": (Access.ORG_ADMIN, False),
    "update_llm_key": (Access.ORG_ADMIN, False),
    "delete_llm_key": (Access.ORG_ADMIN, False),
    "test_llm_key": (Access.ORG_ADMIN, False),
    "list_llm_key_models": (Access.ORG_ADMIN, False),
    "get_llm_config": (Access.ADMIN, False),
    "set_llm_config": (Access.ADMIN, False),
    "delete_llm_config": (Access.ADMIN, False),
    "test_llm_config": (Access.ADMIN, False),
    "test_saved_llm_config": (Access.ADMIN, False),
    "list_llm_config_models": (Access.ADMIN, False),
    "get_llm_config_alias": (Access.ADMIN, False),
    "set_llm_config_alias": (Access.ADMIN, False),
    "delete_llm_config_alias": (Access.ADMIN, False),
    "test_llm_config_alias": (Access.ADMIN, False),
    "test_saved_llm_config_alias": (Access.ADMIN, False),
    "list_llm_config_models_alias": (Access.ADMIN, False),
    "list_event_triggers": (Access.ORG_ADMIN, False),
    "list_trigger_events": (Access.ORG_ADMIN, False),
    "create_event_trigger": (Access.ORG_ADMIN, False),
    "get_event_trigger": (Access.ORG_ADMIN, False),
    "put_event_trigger": (Access.ORG_ADMIN, False),
    "delete_event_trigger": (Access.ORG_ADMIN, False),
    "list_connections": (Access.ORG_ADMIN, False),
    "create_connection": (Access.ORG_ADMIN, False),
    "get_connection": (Access.ORG_ADMIN, False),
    "update_connection": (Access.ORG_ADMIN, False),
    "delete_connection": (Access.ORG_ADMIN, False),
    "cancel_authorization": (Access.ORG_ADMIN, False),
    "refresh_connection": (Access.ORG_ADMIN, False),
    "get_connection_credentials": (Access.ORG_ADMIN, False),
    "authorize_connection": (Access.ORG_ADMIN, False),
    "put_content": (Access.ANYONE, False),
    "show_oauth_callback": (Access.ANYONE, False),
    "show_oauth_callback_page": (Access.ANYONE, False),
    "show_rewritten_oauth_callback": (Access.ANYONE, False),
    "finish_oauth_callback": (Access.ANYONE, False),
    "create_reconnect_link": (Access.ORG_ADMIN, False),
    "show_reconnect_link": (Access.ANYONE, False),
    "follow_reconnect_link": (Access.ANYONE, False),
    "get_connection_health": (Access.ORG_ADMIN, False),
    "choose_connection_entity": (Access.ADMIN, False),
    "list_connection_entities": (Access.ADMIN, False),
    "try_connection": (Access.ORG_ADMIN, False),
    "rotate_connection_key": (Access.ADMIN, False),
    "refresh_all_connections": (Access.ADMIN, False),
    "get_refresh_job": (Access.ADMIN, False),
    "list_organizations": (Access.ADMIN, False),
    "create_organization": (Access.ADMIN, False),
    "get_organization": (Access.ADMIN, False),
    "update_organization": (Access.ADMIN, False),
    "delete_organization": (Access.ADMIN, False),
    "purge_organization": (Access.ADMIN, False),
    "list_users": (Access.ADMIN, False),
    "create_user": (Access.ADMIN, False),
    "get_user": (Access.ADMIN, False),
    "update_user": (Access.ADMIN, False),
    "delete_user": (Access.ADMIN, False),
    "unbind_user": (Access.ADMIN, False),
    "create_password_link": (Access.ADMIN, False),
}


def expected(route: Route, kind: Kind, organization: str) -> int:
    status = _of_user(route, kind, organization)
    is_admitted = status in (IN, 400) and _knows_callers(route)
    if kind.machine and is_admitted and not _admits_machine(route, kind):
        return 403
    return status


def _knows_callers(route: Route) -> bool:
    return route.access not in (Access.ANYONE, Access.KEY)


def _admits_machine(route: Route, kind: Kind) -> bool:
    """A command line starts runs; a personal key does not what asks whether its user is there."""
    if kind.is_bound and route.about is About.PLATFORM:
        return False
    if kind.machine is Machine.COMMAND_LINE:
        return route.keys
    reads = route.is_pure_read
    is_of_sign_in = route.access is Access.SIGNED_IN or route.path.startswith("auth/")
    if route.fresh or (is_of_sign_in and not reads):
        return False
    return reads or kind.machine is not Machine.READING_KEY


def _of_user(route: Route, kind: Kind, organization: str) -> int:
    access, keys = EXPECTED[route.name]
    if access is Access.ANYONE and keys:  # an API key counts there, and nothing else does
        return IN if kind.is_key and kind.where != EVERYWHERE_401 else 401
    if access is Access.ANYONE:
        return IN
    if access is Access.KEY:  # the host has refused everybody else
        return ANY_ORGANIZATION[organization]
    if access is Access.SIGNED_IN:
        status = _of_signed_in(route, kind, organization)
    elif route.about is About.PLATFORM:
        status = _of_platform(route, kind, organization)
    else:
        status = kind.where[organization]
    is_admitted = keys if kind.is_key else access in kind.levels
    return 403 if status == IN and not is_admitted else status


def _of_signed_in(route: Route, kind: Kind, organization: str) -> int:
    """Whoever is signed in is let in, also without an organization; the header as above."""
    if kind.where == EVERYWHERE_401:
        return 401
    is_refused = route.audit is not None and organization != NO_HEADER and not kind.is_key
    return 400 if is_refused else IN


def _of_platform(route: Route, kind: Kind, organization: str) -> int:
    """The header is refused to those who may make the change, and means nothing elsewhere."""
    status = min(kind.where.values())
    is_admitted = not kind.is_key and route.access in kind.levels
    is_refused = route.audit is not None and organization != NO_HEADER
    return 400 if status == IN and is_admitted and is_refused else status
