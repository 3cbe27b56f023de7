"""Requests to forms, and their responses."""

from contextlib import suppress
from datetime import datetime, tzinfo
from typing import Annotated, Literal, Self, cast

from pydantic import AwareDatetime, ConfigDict, Field, JsonValue, field_validator, model_validator

from shared.models.base import Model, OrLeftOut
from shared.models.forms import FieldName, Values
from shared.models.runs import YEAR_SECONDS
from shared.models.zones import zone_in, zoned


class StartupRequest(Model):
    form_data: Annotated[Values, OrLeftOut] = Field(default_factory=dict[str, JsonValue])

    @model_validator(mode="before")
    @classmethod
    def _reads_both_names(cls, given: object) -> object:
        return with_form_data(given)


class FormRequest(StartupRequest):
    """A submission: the values that were filled in, and when the workflow is to begin."""

    startup_token: Annotated[str, Field(max_length=200)] | None = None
    query_params: Annotated[dict[str, str], OrLeftOut] = Field(
        default_factory=dict[str, str], description="The query of the page that showed the form."
    )
    delay_seconds: int | None = Field(default=None, ge=0, le=YEAR_SECONDS)
    scheduled_at: AwareDatetime | None = None
    time_zone: Annotated[str, Field(max_length=64)] | None = Field(
        default=None,
        description="The time zone of dates with a time that have no offset: a name, as "
        "Intl.DateTimeFormat().resolvedOptions().timeZone has it, or an offset. Default: UTC.",
    )

    @property
    def zone(self) -> tzinfo:
        return zone_in(self.time_zone or "")

    @field_validator("time_zone")
    @classmethod
    def _is_a_zone(cls, text: str | None) -> str | None:
        zone_in(text or "")
        return text

    @model_validator(mode="before")
    @classmethod
    def _zones_its_start(cls, given: object) -> object:
        return with_zoned_start(given)

    @model_validator(mode="after")
    def _has_one_start(self) -> Self:
        if self.delay_seconds is not None and self.scheduled_at is not None:
            raise ValueError("send delaySeconds or scheduledAt, not both")
        return self


class StartupAnswer(Model):
    """The result of the launch workflow; the token stands for it when the form is submitted."""

    result: JsonValue
    startup_token: str | None = None
    expires_at: datetime | None = None


class ProviderRequest(Model):
    inputs: Annotated[Values, OrLeftOut] = Field(default_factory=dict[str, JsonValue])
    no_cache: bool = False


class Upload(Model):
    """A file that a user is about to upload."""

    model_config = ConfigDict(alias_generator=None)

    file_name: Annotated[str, Field(min_length=1, max_length=4096)]
    content_type: Annotated[str, Field(max_length=500)] | None = Field(
        default=None,
        description="As the browser states it: it may be empty, and may have parameters.",
    )
    file_size: Annotated[int, Field(ge=0)]
    field_name: FieldName | None = None


class FileMetadata(Model):
    model_config = ConfigDict(alias_generator=None)

    name: str
    original_name: str
    container: Literal["uploads"] = "uploads"
    path: str
    content_type: str
    size: int


class UploadAnswer(Model):
    """An upload URL: ``PUT`` the file there with ``x-ms-blob-type: BlockBlob`` and its type."""

    model_config = ConfigDict(alias_generator=None)

    upload_url: str
    blob_uri: str
    expires_at: datetime
    file_metadata: FileMetadata


def with_zoned_start(given: object) -> object:
    """Return the request with ``scheduledAt`` in the zone that is sent beside it."""
    facts = {**cast("dict[str, object]", given)} if isinstance(given, dict) else {}
    for name in ("scheduledAt", "scheduled_at"):
        text, zone = facts.get(name), facts.get("timeZone") or facts.get("time_zone") or ""
        if isinstance(text, str) and isinstance(zone, str):
            with suppress(ValueError):  # the zone's own validator reports it
                facts[name] = zoned(text, zone_in(zone))
    return facts or cast("object", given)


def with_form_data(given: object) -> object:
    """Return the request with ``form_data``, the predecessor's name, as ``formData``."""
    facts = {**cast("dict[str, object]", given)} if isinstance(given, dict) else {}
    if "form_data" not in facts:
        return cast("object", given)
    sent = facts.pop("form_data")
    if "formData" in facts:
        raise ValueError("send formData or form_data, not both")
    return {**facts, "formData": sent}
