"""What the pages of administrators are about: a role, a user, and what an organization has set."""

from uuid import uuid4

from tests.browser import api
from tests.browser.site import ACTIVE, ADMIN

CONNECTION = {
    "connection_name": "sample",
    "oauth_flow_type": "authorization_code",
    "client_id": "sample-client",
    "authorization_url": "https://login.example.com/authorize",
    "token_url": "https://login.example.com/token",
}


def samples_of_administration(url: str) -> dict[str, str]:
    with api.signed_in(url, ADMIN) as client:
        inside = {"X-Organization-Id": ACTIVE}
        named = {"name": "Sample role", "description": "Those who look at samples."}
        role = client.post("/api/roles", json=named, headers=inside).raise_for_status().json()
        for path, facts in (
            ("config", {"key": "sample_queue", "value": "1"}),
            ("oauth/connections", CONNECTION),
            ("secrets", {"secretKey": "sample-secret", "value": "sample value"}),
            ("workflow-keys", {"description": "Sample system", "workflows": ["hello_world"]}),
        ):
            client.post(f"/api/{path}", json=facts, headers=inside).raise_for_status()
        body = {
            "email": f"sample-{uuid4().hex[:8]}@active.test",
            "displayName": "Sample Person",
            "memberships": [{"orgId": ACTIVE, "role": "member"}],
        }
        user = client.post("/api/users", json=body).raise_for_status().json()
    return {"role": str(role["id"]), "user": str(user["id"])}
