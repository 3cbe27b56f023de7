"""What each setting of ``shared/settings.py`` is for: ``docs/settings.md`` is written from this."""

from collections.abc import Mapping

#: By title: the settings and their meanings. A heading of the page for each title.
MEANINGS: Mapping[str, Mapping[str, str]] = {
    "Where the data is": {
        "BIFROST_STORE": "`azure`, or `sqlite:` and the folder of one box",
        "BIFROST_STORE_SYNC": (
            "what power loss may take: nothing with `full`, the last commits with `normal`"
        ),
        "BIFROST_SECRETS_KEY_FILE": (
            "the key that seals a box's secrets; else a file beside the store"
        ),
        "BIFROST_BACKUP_LOCATION": (
            "the folder of a box's scheduled backups; without one, none are taken"
        ),
        "BIFROST_BACKUP_HOURS": "hours between two scheduled backups",
        "BIFROST_BACKUPS_KEPT": "scheduled backups that are kept",
        "AzureWebJobsStorage": "the connection string of the storage account, for Azurite",
        "AzureWebJobsStorage__accountName": (
            "the storage account of the data, opened with the identity"
        ),
        "BIFROST_KEY_VAULT_URL": "the Key Vault of all secrets",
        "BIFROST_KEY_VAULT_CA": "the certificate of the stand-in for the vault",
        "BIFROST_CACHE_LOCATION": "a folder on a local disk for what can be made anew",
    },
    "Workflows and packages": {
        "BIFROST_WORKSPACE_LOCATION": "the folder of the workflows, mounted or on the disk",
        "BIFROST_WORKSPACE_SHARE": "a share of Azure Files instead, used by its API",
        "BIFROST_FILES_CONNECTION": (
            "the connection string of that share's account, if it is another one"
        ),
        "BIFROST_WORKSPACE_CHECK_SECONDS": "how often a process looks for changed files",
        "BIFROST_DISCOVERY_SECONDS": (
            "the time that importing one file may take while it is indexed"
        ),
        "BIFROST_PACKAGE_INDEX": (
            "where pip looks for packages instead of PyPI; may contain a password"
        ),
        "BIFROST_PACKAGE_INDEX_CA": "the certificate authority of that index",
        "BIFROST_PACKAGE_SECONDS": "the time that one installation may take",
        "BIFROST_PACKAGE_CHECK_SECONDS": "how often a process looks for newly installed packages",
    },
    "Who signs in": {
        "BIFROST_PUBLIC_URL": "the address that browsers use; required outside development",
        "BIFROST_CLIENT_ORIGINS": "other addresses whose pages may act for a signed-in user",
        "BIFROST_SECRET_KEY": (
            "signs tokens; the same for every process; required outside development"
        ),
        "BIFROST_SECRET_KEY_PREVIOUS": (
            "the key before, valid beside it until its tokens have expired"
        ),
        "BIFROST_TRUST_CLIENT_PRINCIPAL": (
            "whether `X-MS-CLIENT-PRINCIPAL` is believed: only where a front end strips copies"
        ),
        "BIFROST_TRUSTED_PROXIES": "proxies in front that append to `X-Forwarded-For`",
        "BIFROST_SIGN_IN_TENANTS": "tenants whose users may sign in",
        "BIFROST_SIGN_IN_CLIENT_ID": "the app registration that their tokens are for",
        "BIFROST_SIGN_IN_ISSUER": "where a token is checked: Microsoft Graph",
        "BIFROST_BOOTSTRAP_ADMIN": (
            "the address of the first administrator, if Microsoft signs it in"
        ),
        "BIFROST_WORKFLOW_ACCESS": "`members` keeps an older rule of who may start a workflow",
        "BIFROST_REFUSAL_SECONDS": (
            "the least time that a refused sign-in takes, so that it tells nothing"
        ),
        "BIFROST_MFA_ENABLED": "whether users can have a second factor, and are asked for it",
        "BIFROST_MFA_GRACE_DAYS": (
            "days that users have to add a second factor when a policy newly requires it"
        ),
        "BIFROST_WEBAUTHN_RP_ID": (
            "the domain that passkeys are bound to; without it that of `BIFROST_PUBLIC_URL`. "
            "Another domain makes all passkeys useless"
        ),
        "BIFROST_WEBAUTHN_ORIGIN": (
            "addresses whose pages may use passkeys; without it `BIFROST_PUBLIC_URL`"
        ),
        "BIFROST_MFA_TOTP_ISSUER": "the name of this installation in authenticator apps",
        "BIFROST_MFA_RECOVERY_CODE_COUNT": "recovery codes that a user gets at once",
        "BIFROST_MFA_TRUSTED_DEVICE_DAYS": "how long a trusted device skips the second factor",
    },
    "Mail": {
        "BIFROST_SMTP_URL": (
            "the mail server, with user and password; without it no mail is sent, and there are no "
            "invitations"
        ),
        "BIFROST_MAIL_FROM": "the address that mail comes from; required with a mail server",
    },
    "How runs are executed": {
        "BIFROST_ISOLATION": (
            "layers of the sandbox without which no run starts: a list, or `strict`"
        ),
        "BIFROST_WORKERS": "runs at once in one process",
        "BIFROST_WORKERS_PER_ORGANIZATION": "of these, the most of one organization",
        "BIFROST_WORKER_MEMORY_MB": "memory of one run",
        "BIFROST_PLACE_WAIT_SECONDS": "how long a run waits for a slot before it is sent again",
        "BIFROST_DISPATCH": "how a queued run reaches a process: `queue`, `local` or `doorbell`",
        "BIFROST_DOORBELL_URL": "the app's own address, for `doorbell`; else the public one",
        "BIFROST_SYNC_WAIT_SECONDS": "how long a caller waits for a result before it gets 202",
        "BIFROST_RUN_PROXY": "the proxy that runs use for the internet; may contain a password",
        "BIFROST_RUN_NO_PROXY": "hosts that runs reach without it",
        "BIFROST_EGRESS_ALLOW": (
            "hosts and networks that the platform may call though they are not public"
        ),
    },
    "Requests from outside": {
        "BIFROST_ENDPOINT_KEY_LIMIT": "calls of endpoints a minute for one key",
        "BIFROST_ENDPOINT_ADDRESS_LIMIT": "calls of public endpoints a minute from one address",
        "BIFROST_ENDPOINT_HEADERS": "headers that endpoints may set besides the safe ones",
        "BIFROST_WEB_PUBSUB": "the connection string of a Web PubSub service for live updates",
        "BIFROST_WEB_PUBSUB_HUB": "the hub of that service",
        "BIFROST_WEBHOOK_LIMIT": "deliveries a minute to one webhook",
        "BIFROST_DELIVERY_RETENTION_DAYS": "days of deliveries that are kept",
    },
    "Language models": {
        "BIFROST_ANTHROPIC_API_KEY": "a key of Anthropic for the platform, where none is stored",
        "ANTHROPIC_API_KEY": "the same; the other name comes first",
        "BIFROST_ANTHROPIC_MODEL": "the model that is asked with that key",
        "BIFROST_OPENAI_API_KEY": "a key of OpenAI for the platform, where none is stored",
        "OPENAI_API_KEY": "the same; the other name comes first",
        "BIFROST_OPENAI_MODEL": "the model that is asked with that key",
        "GEMINI_API_KEY": "a key of Gemini for the platform, where none is stored",
        "BIFROST_GEMINI_MODEL": "the model that is asked with that key",
        "OPENROUTER_API_KEY": "a key of OpenRouter for the platform, where none is stored",
        "BIFROST_OPENROUTER_MODEL": "the model that is asked with that key; there is no default",
    },
    "Recovery": {
        "BIFROST_BEAT_SECONDS": "how often a process with runs writes its heartbeat",
        "BIFROST_SILENCE_SECONDS": "after this time without one, a process gives up its runs",
        "BIFROST_LOST_SECONDS": "after this time without one, others take a run for lost",
        "BIFROST_OVERDUE_SECONDS": "how far past its limit a run may be before it counts as lost",
        "BIFROST_RESEND_SECONDS": "after this time, a waiting run's message is sent again",
        "BIFROST_CANCEL_SECONDS": "how often a process looks for cancelled runs",
    },
    "What is kept": {
        "BIFROST_EXECUTION_RETENTION_DAYS": "days of executions; 0 keeps them",
        "BIFROST_AI_RETENTION_DAYS": "days of what calls of models cost; 0 keeps them",
        "BIFROST_AUDIT_RETENTION_DAYS": "days of audit logs; 0 keeps them",
        "BIFROST_SCHEDULE_FAILURES": "failed times in a row after which a schedule pauses",
        "BIFROST_UPLOAD_QUOTA_MB": "what the uploads of one organization may take",
        "BIFROST_PURGE_AFTER_SECONDS": (
            "how long an organization is inactive before it can be purged"
        ),
        "BIFROST_PURGE_SECONDS": "how long one request of a purge works before it answers",
    },
}
