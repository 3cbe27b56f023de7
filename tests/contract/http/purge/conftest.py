"""Fixtures of the tests of this folder."""

from collections.abc import Mapping

import pytest

from shared.settings import Settings


@pytest.fixture
def purge_settings() -> Mapping[str, str]:
    """Parametrize to change what the settings say of purges."""
    return {}


@pytest.fixture
def memory_settings(memory_settings: Settings, purge_settings: Mapping[str, str]) -> Settings:
    quick = {"purge_after_seconds": 0.0}
    given = {name: float(value) for name, value in purge_settings.items()}
    return memory_settings.model_copy(update={**quick, **given})
