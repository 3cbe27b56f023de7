"""Fills a platform over HTTP, as its users do: run by ``make.py`` with the modules of a release.

It says in ``facts.json`` what it made. Later releases are asked for the same, so what is here uses
routes that are promised to stay.
"""

import json
import sys
from pathlib import Path

import httpx

from local.stack import StackOptions, running

ADMIN = "admin@bifrost.test"
KEY = {"x-functions-key": "test"}
SECRET = "kept-across-releases"


def fill(url: str) -> dict[str, object]:
    """Make one of everything; return what has to be there later."""
    with httpx.Client(base_url=url, follow_redirects=True, timeout=60) as client:
        client.get("/.auth/login/dev", params={"user": ADMIN}).raise_for_status()
        made = _post(client, "/api/organizations", {"name": "Kept", "domain": "kept.test"})
        org_id = str(made["id"])
        scope = {"X-Organization-Id": org_id}
        user = {"email": "kim@kept.test", "displayName": "Kim", "orgId": org_id}
        _post(client, "/api/users", user)
        _post(client, "/api/roles", {"name": "Keepers"}, scope)
        form: dict[str, object] = {
            "name": "Kept form",
            "linkedWorkflow": "hello_world",
            "formSchema": {"fields": []},
        }
        _post(client, "/api/forms", form, scope)
        _post(client, "/api/secrets", {"secretKey": "kept_secret", "value": SECRET}, scope)
        _post(client, "/api/config", {"key": "kept_key", "type": "string", "value": "kept"}, scope)
        connection = {
            "connection_name": "kept_connection",
            "oauth_flow_type": "client_credentials",
            "client_id": "client",
            "client_secret": "kept client secret",
            "token_url": "https://provider.example.com/token",
        }
        _post(client, "/api/oauth/connections", connection, scope)
        key = _post(client, "/api/workflow-keys", {"description": "Kept key"}, scope)
        run = client.post(
            "/api/workflows/hello_world", json={"name": "Kim"}, headers={**KEY, **scope}
        )
        run.raise_for_status()
        return {
            "org_id": org_id,
            "execution_id": run.headers["x-execution-id"],
            "result": run.json(),
            "key": key,
        }


def _post(
    client: httpx.Client, path: str, body: object, headers: dict[str, str] | None = None
) -> dict[str, object]:
    answer = client.post(path, json=body, headers=headers or {})
    if not answer.is_success:
        raise RuntimeError(f"{path}: {answer.status_code} {answer.text}")
    found: dict[str, object] = answer.json()
    return found


def main() -> None:
    """Start the release over a new folder, and fill it."""
    data, store = Path(sys.argv[1]), sys.argv[2]
    with running(StackOptions(data, azurite=store == "azurite")) as stack:
        facts = fill(stack.url)
    (data / "facts.json").write_text(json.dumps(facts, indent=2))


if __name__ == "__main__":
    main()
