"""Headers that every response has: the request's id, and the organization that it acted in."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import azure.functions as func

from shared.call import Versions
from shared.models.replies import Reply

ORGANIZATION_HEADER = "X-Bifrost-Organization"
#: For answers that others have a part in: they run no script, and are what they say they are.
SANDBOXED = {"Content-Security-Policy": "sandbox", "X-Content-Type-Options": "nosniff"}


@dataclass(slots=True)
class Context:
    """The facts of one request that its response names.

    A client compares the organization with the one that its page shows. It is known once the
    caller is authenticated, also in errors. Public routes act for no organization. Errors have the
    headers in ``always``, too.
    """

    request_id: str
    organization: str | None = None
    always: Mapping[str, str] = field(default_factory=dict[str, str])
    versions: Versions = field(default_factory=Versions)

    def raw(self, reply: Reply) -> func.HttpResponse:
        response = func.HttpResponse(
            reply.body,
            status_code=reply.status,
            headers={
                "X-Request-Id": self.request_id,
                "Cache-Control": "no-store",
                **self._version,
                **reply.headers,
            },
            mimetype=reply.content_type,
        )
        return self.named(response)

    @property
    def _version(self) -> Mapping[str, str]:
        shown = self.versions.shown
        return {} if shown is None else {"ETag": f'"{shown}"'}

    def named(self, response: func.HttpResponse) -> func.HttpResponse:
        """Return the response with the organization in a header, if it is known."""
        for name, text in self.always.items():
            response.headers.setdefault(name, text)
        if self.organization is not None:
            response.headers[ORGANIZATION_HEADER] = self.organization
        return response
