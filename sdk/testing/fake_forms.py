"""Fake of ``bifrost.forms``: the forms of a test, in memory."""

from collections.abc import Iterable, Mapping

from sdk.errors import WorkflowError
from sdk.testing.records import NOW, Record, number


class FakeForms:
    """The forms that the run may use, and the answers to ``forms.*``."""

    def __init__(
        self, scope: str, given: Iterable[Mapping[str, object]], *, to_admin: bool
    ) -> None:
        forms = [_complete(scope, one) for one in given]
        shown = [form for form in forms if to_admin or form["isActive"]]
        self._forms = {str(form["id"]): form for form in shown}

    def ask(self, verb: str, given: Record) -> object:
        if verb == "list":
            found = sorted(self._forms.values(), key=lambda form: str(form["name"]).casefold())
            return {"forms": found, "next": None}
        form_id = str(given["form_id"])
        if form_id not in self._forms:
            raise WorkflowError("NotFound", f"form {form_id!r} not found")
        return self._forms[form_id]


def _complete(scope: str, given: Mapping[str, object]) -> Record:
    return {
        "id": number(),
        "orgId": scope,
        "name": "",
        "description": None,
        "linkedWorkflow": "workflow",
        "formSchema": {"fields": []},
        "accessLevel": "role_based",
        "isActive": True,
        "launchWorkflowId": None,
        "allowedQueryParams": [],
        "defaultLaunchParams": {},
        "createdBy": "tester",
        "createdAt": NOW,
        "updatedAt": None,
        "updatedBy": None,
        "missingRequiredParams": [],
        "problems": [],
        **given,
    }
