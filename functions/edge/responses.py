"""Headers that every response has: the request's id, and the organization that it acted in."""

from dataclasses import dataclass

import azure.functions as func

from shared.models.replies import Reply

ORGANIZATION_HEADER = "X-Bifrost-Organization"


@dataclass(slots=True)
class Context:
    """The facts of one request that its response names.

    A client compares the organization with the one that its page shows. It is known once the
    caller is authenticated, also in errors. Public routes act for no organization.
    """

    request_id: str
    organization: str | None = None

    def raw(self, reply: Reply) -> func.HttpResponse:
        response = func.HttpResponse(
            reply.body,
            status_code=reply.status,
            headers={
                "X-Request-Id": self.request_id,
                "Cache-Control": "no-store",
                **reply.headers,
            },
            mimetype=reply.content_type,
        )
        return self.named(response)

    def named(self, response: func.HttpResponse) -> func.HttpResponse:
        """Return the response with the organization in a header, if it is known."""
        if self.organization is not None:
            response.headers[ORGANIZATION_HEADER] = self.organization
        return response
