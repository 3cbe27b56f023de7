"""Request handler that begins the upload of a file to a form."""

from datetime import datetime, timedelta

from shared.call import Call
from shared.errors import Detail, InvalidInput
from shared.forms import file_names, file_types, uploads
from shared.forms.faults import Fault
from shared.models.form_requests import FileMetadata, Upload, UploadAnswer
from shared.models.forms import Form, FormField
from shared.operations import form_access
from shared.repositories.uploads import UploadGrant

LIFE = timedelta(minutes=15)


async def begin(call: Call, form_id: str, upload: Upload) -> UploadAnswer:
    """Return a URL that takes one file, valid for 15 minutes."""
    form = await form_access.require_usable(call, form_id)
    field = _field(form, upload.field_name)
    shown = file_names.original(upload.file_name)
    kind = file_types.best(upload.content_type, shown)
    try:
        uploads.require_fit(field, upload.file_size, kind, shown)
    except Fault as fault:
        detail = Detail(("body", "file_name"), str(fault), fault.code)
        raise InvalidInput(str(fault), [detail]) from fault
    name = uploads.new_name(call.caller.scope, form.id, upload.file_name)
    now = call.platform.services.clock.now()
    grant = UploadGrant(blob=name, original_name=shown, size=upload.file_size, granted_at=now)
    quota = call.platform.settings.upload_quota_mb
    await call.platform.directory.uploads_of(call.caller.scope).add(grant, quota)
    until = now + LIFE
    url = await call.platform.services.uploads.upload_url(name, until)
    call.changed("form", form.id, None, None)
    return _answer(url, grant, kind, until=until.replace(microsecond=0))


def _field(form: Form, name: str | None) -> FormField:
    """Return the named file field; without a name, the only one of the form."""
    found = [f for f in form.fields if f.type == "file" and name in (None, f.name)]
    if len(found) == 1:
        return found[0]
    if name is None and found:
        raise _no_field("this form has several file fields: name the field of this file")
    none = "this form has no file field"
    raise _no_field(none if name is None else f"{name!r} is not a file field")


def _answer(url: str, grant: UploadGrant, kind: str, *, until: datetime) -> UploadAnswer:
    return UploadAnswer(
        upload_url=url,
        blob_uri=url.partition("?")[0],
        expires_at=until,
        file_metadata=FileMetadata(
            name=grant.blob.rpartition("/")[2],
            original_name=grant.original_name,
            path=f"{uploads.CONTAINER}/{grant.blob}",
            content_type=kind,
            size=grant.size,
        ),
    )


def _no_field(message: str) -> InvalidInput:
    return InvalidInput(message, [Detail(("body", "field_name"), message)])
