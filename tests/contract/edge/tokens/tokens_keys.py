"""Settings with other signing keys."""

from shared.settings import Settings


def with_keys(settings: Settings, key: str, previous: str | None = None) -> Settings:
    facts = settings.model_dump(by_alias=True)
    facts |= {"BIFROST_SECRET_KEY": key, "BIFROST_SECRET_KEY_PREVIOUS": previous}
    return Settings.model_validate(facts)
