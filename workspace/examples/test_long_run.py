import logging

import pytest

from bifrost import testing
from workspace.examples.long_run import tidy_mailboxes


async def test_it_tells_how_far_it_is(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)

    with testing.running():
        assert await tidy_mailboxes(2, seconds_each=0) == {"tidied": 2}

    assert caplog.messages == ["1 of 2 mailboxes are tidy", "2 of 2 mailboxes are tidy"]
