"""SDK calls of ``bifrost.forms``."""

from shared.broker.request import SdkCall
from shared.call import Call
from shared.handlers import forms
from shared.models.pages import key_of, token_of
from shared.models.roles import FormId

AT_ONCE = 100


class List(SdkCall):
    start: str | None = None

    async def answer(self, call: Call) -> object:
        """Return a page of the forms that the actor of the run sees."""
        start = key_of(self.start, forms.KEY, mark=call.mark)
        page = await forms.page(call, AT_ONCE, start)
        found = [form.model_dump(mode="json") for form in page.items]
        return {"forms": found, "next": page.next and token_of(page.next, call.mark)}


class Get(SdkCall):
    form_id: FormId

    async def answer(self, call: Call) -> object:
        return (await forms.get(call, self.form_id)).model_dump(mode="json")
