"""Tells the settings of this process without what no user may read."""

from typing import cast

from pydantic.fields import FieldInfo

from shared.models.fleet.diagnostics import SettingInForce
from shared.settings import Settings
from shared.wording.setting_messages import is_secret

#: Settings that are plain text to this process, and hold a key.
WITH_KEYS = frozenset({"AzureWebJobsStorage", "BIFROST_FILES_CONNECTION"})


def settings_in_force(settings: Settings) -> tuple[SettingInForce, ...]:
    """Return every setting by its name in the environment; of secret ones only that they are set.

    A key that Bifrost made for itself counts as not set: the environment has none.
    """
    fields = Settings.model_fields.items()
    return tuple(_setting(settings, attribute, field) for attribute, field in fields)


def _setting(settings: Settings, attribute: str, field: FieldInfo) -> SettingInForce:
    name = field.alias or attribute
    hides = is_secret(field) or name in WITH_KEYS
    return SettingInForce(
        name=name,
        value=None if hides else _text(getattr(settings, attribute)),
        is_set=attribute in settings.model_fields_set,
        is_secret=hides,
    )


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, frozenset):
        return ", ".join(sorted(str(one) for one in cast("frozenset[object]", value)))
    return str(value)
