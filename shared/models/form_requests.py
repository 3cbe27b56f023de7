"""What is sent to a form, and what comes back."""

from datetime import datetime
from typing import Annotated, Literal, Self, cast

from pydantic import AwareDatetime, ConfigDict, Field, JsonValue, model_validator

from shared.models.base import Model, OrLeftOut
from shared.models.forms import FieldName, MimeType, Values
from shared.models.runs import YEAR_SECONDS


class StartupRequest(Model):
    form_data: Annotated[Values, OrLeftOut] = Field(default_factory=dict[str, JsonValue])

    @model_validator(mode="before")
    @classmethod
    def _reads_both_names(cls, given: object) -> object:
        return with_form_data(given)


class FormRequest(StartupRequest):
    """What was filled in, and when the workflow is to begin."""

    startup_token: Annotated[str, Field(max_length=200)] | None = None
    query_params: Annotated[dict[str, str], OrLeftOut] = Field(
        default_factory=dict[str, str], description="The query of the page that showed the form."
    )
    delay_seconds: int | None = Field(default=None, ge=0, le=YEAR_SECONDS)
    scheduled_at: AwareDatetime | None = None

    @model_validator(mode="after")
    def _has_one_start(self) -> Self:
        if self.delay_seconds is not None and self.scheduled_at is not None:
            raise ValueError("send delaySeconds or scheduledAt, not both")
        return self


class StartupAnswer(Model):
    """What the launch workflow returned. The token stands for it when the form is sent."""

    result: JsonValue
    startup_token: str | None = None
    expires_at: datetime | None = None


class ProviderRequest(Model):
    inputs: Annotated[Values, OrLeftOut] = Field(default_factory=dict[str, JsonValue])
    no_cache: bool = False


class Upload(Model):
    """A file that somebody wants to send, before it is sent."""

    model_config = ConfigDict(alias_generator=None)

    file_name: Annotated[str, Field(min_length=1, max_length=255)]
    content_type: MimeType
    file_size: Annotated[int, Field(ge=0)]
    field_name: FieldName | None = None


class FileMetadata(Model):
    model_config = ConfigDict(alias_generator=None)

    name: str
    container: Literal["uploads"] = "uploads"
    path: str
    content_type: str
    size: int


class UploadAnswer(Model):
    """``PUT`` the file to ``upload_url`` with ``x-ms-blob-type: BlockBlob`` and its type."""

    model_config = ConfigDict(alias_generator=None)

    upload_url: str
    blob_uri: str
    expires_at: datetime
    file_metadata: FileMetadata


def with_form_data(given: object) -> object:
    """``form_data``, the predecessor's name, as ``formData``."""
    facts = {**cast("dict[str, object]", given)} if isinstance(given, dict) else {}
    if "form_data" not in facts:
        return cast("object", given)
    sent = facts.pop("form_data")
    if "formData" in facts:
        raise ValueError("send formData or form_data, not both")
    return {**facts, "formData": sent}
