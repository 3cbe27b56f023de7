"""The settings of ``shared/settings.py`` that the deployment does not set, and why."""

from collections.abc import Mapping

ONE_BOX = "a box only"
DEVELOPMENT = "development and tests only"
#: Its default is right in Azure; the parameter ``settings`` sets it.
DEFAULT = "parameter `settings`"

UNSET: Mapping[str, str] = {
    **dict.fromkeys(
        [
            "BIFROST_BACKUPS_KEPT",
            "BIFROST_BACKUP_HOURS",
            "BIFROST_BACKUP_LOCATION",
            "BIFROST_SECRETS_KEY_FILE",
            "BIFROST_STORE_SYNC",
        ],
        ONE_BOX,
    ),
    **dict.fromkeys(
        ["AzureWebJobsStorage", "BIFROST_FILES_CONNECTION", "BIFROST_KEY_VAULT_CA"],
        f"{DEVELOPMENT}: in Azure the managed identity takes its place",
    ),
    **dict.fromkeys(
        [
            "BIFROST_AUDIT_RETENTION_DAYS",
            "BIFROST_BEAT_SECONDS",
            "BIFROST_CACHE_LOCATION",
            "BIFROST_CANCEL_SECONDS",
            "BIFROST_DELIVERY_RETENTION_DAYS",
            "BIFROST_DISCOVERY_SECONDS",
            "BIFROST_ENDPOINT_ADDRESS_LIMIT",
            "BIFROST_ENDPOINT_HEADERS",
            "BIFROST_ENDPOINT_KEY_LIMIT",
            "ANTHROPIC_API_KEY",
            "BIFROST_AI_RETENTION_DAYS",
            "BIFROST_ANTHROPIC_API_KEY",
            "BIFROST_ANTHROPIC_MODEL",
            "BIFROST_GEMINI_MODEL",
            "BIFROST_OPENAI_API_KEY",
            "BIFROST_OPENAI_MODEL",
            "BIFROST_OPENROUTER_MODEL",
            "GEMINI_API_KEY",
            "OPENAI_API_KEY",
            "OPENROUTER_API_KEY",
            "BIFROST_LOST_SECONDS",
            "BIFROST_MAIL_FROM",
            "BIFROST_WEBAUTHN_ORIGIN",
            "BIFROST_WEBAUTHN_RP_ID",
            "BIFROST_MFA_ENABLED",
            "BIFROST_MFA_GRACE_DAYS",
            "BIFROST_MFA_RECOVERY_CODE_COUNT",
            "BIFROST_MFA_TOTP_ISSUER",
            "BIFROST_MFA_TRUSTED_DEVICE_DAYS",
            "BIFROST_OVERDUE_SECONDS",
            "BIFROST_PACKAGE_CHECK_SECONDS",
            "BIFROST_PACKAGE_INDEX",
            "BIFROST_PACKAGE_INDEX_CA",
            "BIFROST_PACKAGE_SECONDS",
            "BIFROST_PLACE_WAIT_SECONDS",
            "BIFROST_PURGE_AFTER_SECONDS",
            "BIFROST_PURGE_SECONDS",
            "BIFROST_REFUSAL_SECONDS",
            "BIFROST_RESEND_SECONDS",
            "BIFROST_RUN_NO_PROXY",
            "BIFROST_RUN_PROXY",
            "BIFROST_SECRET_KEY_PREVIOUS",
            "BIFROST_SIGN_IN_ISSUER",
            "BIFROST_SILENCE_SECONDS",
            "BIFROST_SMTP_URL",
            "BIFROST_SYNC_WAIT_SECONDS",
            "BIFROST_SCHEDULE_FAILURES",
            "BIFROST_UPLOAD_QUOTA_MB",
            "BIFROST_WEBHOOK_LIMIT",
            "BIFROST_WEB_PUBSUB",
            "BIFROST_WEB_PUBSUB_HUB",
            "BIFROST_WORKFLOW_ACCESS",
            "BIFROST_WORKSPACE_CHECK_SECONDS",
            "BIFROST_WORKSPACE_SHARE",
        ],
        DEFAULT,
    ),
}
#: Settings of the Functions host, its worker and the Azure SDKs that the deployment sets.
OF_THE_HOST: Mapping[str, str] = {
    "APPLICATIONINSIGHTS_AUTHENTICATION_STRING": "logs are sent with the managed identity",
    "APPLICATIONINSIGHTS_CONNECTION_STRING": "where the host sends logs",
    "AZURE_CLIENT_ID": "which managed identity the Azure SDK uses",
    "AzureWebJobsDisableHomepage": "no page of the host at `/`",
    "AzureWebJobsStorage__clientId": "which managed identity the host's queue triggers use",
    "AzureWebJobsStorage__credential": "the host signs in with a managed identity",
    "PYTHON_ISOLATE_WORKER_DEPENDENCIES": "our packages do not replace those of the worker",
    "PYTHON_SCRIPT_FILE_NAME": "the module with the function app",
}
