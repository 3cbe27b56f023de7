"""docs/settings.md says what the code reads and what the deployment sets."""

from infra.settings_page import PAGE, main, page
from shared.settings import Settings
from shared.wording.setting_meanings import MEANINGS


def test_every_setting_has_a_meaning_and_each_only_one() -> None:
    named = [name for names in MEANINGS.values() for name in names]

    assert len(named) == len(set(named))
    assert set(named) == {str(one.alias) for one in Settings.model_fields.values()}


def test_the_page_is_what_the_settings_say() -> None:
    assert PAGE.read_text() == page(), "run: python -m infra.settings_page"
    assert main(["--check"]) == 0


def test_the_page_says_where_a_setting_comes_from() -> None:
    text = page()

    assert "| `BIFROST_EGRESS_ALLOW` |" in text
    assert "| parameter `egressAllow` |" in text
    assert "| `BIFROST_STORE` | `azure`, or `sqlite:` and the folder of one box | `azure` |" in text
    assert "at 0x" not in text
