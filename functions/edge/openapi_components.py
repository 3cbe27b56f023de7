"""Constant parts of the OpenAPI document: security schemes, headers, and bodies besides JSON."""

from collections.abc import Mapping

from pydantic import JsonValue

from functions.auth.access import Access

Document = dict[str, JsonValue]

HTML = "text/html"
EVENT_STREAM = "text/event-stream"
REFERENCE = "#/components/schemas/{model}"

SECURITY: Mapping[Access, list[JsonValue]] = {
    Access.ANYONE: [],
    Access.KEY: [{"functionKey": []}, {"functionKeyInQuery": []}],
    Access.SIGNED_IN: [{"signIn": []}, {"token": []}],
    Access.USER: [{"signIn": []}, {"token": []}],
    Access.ORG_ADMIN: [{"signIn": []}, {"token": []}],
    Access.ADMIN: [{"signIn": []}, {"token": []}],
}
SCHEMES: Document = {
    "functionKey": {
        "type": "apiKey",
        "in": "header",
        "name": "x-functions-key",
        "description": "A function key of the app. It acts for X-Organization-Id.",
    },
    "functionKeyInQuery": {"type": "apiKey", "in": "query", "name": "code"},
    "signIn": {
        "type": "apiKey",
        "in": "cookie",
        "name": "StaticWebAppsAuthCookie",
        "description": "Set by signing in at /.auth/login/<provider> of the front end.",
    },
    "token": {
        "type": "http",
        "scheme": "bearer",
        "bearerFormat": "JWT",
        "description": "From /api/auth/login. Behind a front end that signs users in itself, "
        "it is sent in X-Bifrost-Authorization instead of Authorization.",
    },
    "apiKey": {
        "type": "apiKey",
        "in": "header",
        "name": "X-API-Key",
        "description": "An API key of one organization, on the routes that take one.",
    },
}
ORGANIZATION: Document = {
    "name": "X-Organization-Id",
    "in": "header",
    "required": False,
    "description": "The organization to act in; GLOBAL if absent.",
    "schema": {"type": "string"},
}
#: For edits that are conditional: the version that their author read.
VERSION_READ: Document = {
    "name": "If-Match",
    "in": "header",
    "required": False,
    "description": "The ETag of the object as you read it: 412 if it was changed since. Without it "
    "the edit happens whatever the object is now.",
    "schema": {"type": "string"},
}

#: What a status without a body says.
WITHOUT_BODY: Mapping[int, str] = {204: "There are no more.", 304: "It is unchanged."}
ACTED_IN = "#/components/headers/ActedIn"
ETAG = "#/components/headers/ETag"
HEADERS: Document = {
    "ActedIn": {
        "description": "The organization that the request acted in, or GLOBAL; also in errors.",
        "schema": {"type": "string"},
    },
    "ETag": {
        "description": "The version of the object, for If-Match when you change it.",
        "schema": {"type": "string"},
    },
}

ANY: Document = {"schema": {}}
#: Bodies that are not JSON, by content type; ``x-events`` has the data of each event.
PRODUCED: Mapping[str, Document] = {
    EVENT_STREAM: {
        "schema": {
            "type": "string",
            "description": "Server-sent events: `status` with the execution's summary whenever its "
            "status has changed, and `log` with one line. The id of an event, sent back in "
            "Last-Event-ID, continues after it. A response ends after at most 5 s; 204 says that "
            "the execution has ended and everything was sent.",
        },
        "x-events": {
            "status": {"$ref": REFERENCE.format(model="ExecutionSummary")},
            "log": {"$ref": REFERENCE.format(model="ExecutionLog")},
        },
    }
}

#: The same of single routes, by name.
PRODUCED_BY: Mapping[str, Document] = {
    "stream_events": {
        "schema": {
            "type": "string",
            "description": "Server-sent events. Each has the name of its channel, and as data an "
            "object: `change` is `changed`, with the id in `key` and what the caller may see in "
            "`item`; `removed`, with the id; or `reset`: read the list again, since there may be "
            "more changes than are remembered. The last event, `position`, has the id to send "
            "back in Last-Event-ID. A response ends as soon as something is new, and after at "
            "most 20 s.",
        },
        "x-events": {"executions": {"$ref": REFERENCE.format(model="ExecutionSummary")}},
    }
}

#: Serialization of an object whose members are query parameters, whatever their names.
EXPLODED_QUERY: Document = {"style": "form", "explode": True}
