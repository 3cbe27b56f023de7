"""How long the steps of a person's way take, and what the screen shows after each."""

import json
import os
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Page

#: A folder for the pictures and ``times.json``; without it nothing is kept.
KEPT_IN = "BIFROST_PICTURES"


@dataclass
class Steps:
    """The steps so far, with the seconds that each took."""

    took: dict[str, float] = field(default_factory=dict[str, float])

    @contextmanager
    def step(self, name: str, page: Page) -> Generator[None]:
        """Measure a step, then keep a picture of the page if somebody wants one."""
        began = time.monotonic()
        yield
        self.took[name] = round(time.monotonic() - began, 1)
        folder = os.environ.get(KEPT_IN)
        if folder:
            number = len(self.took)
            page.screenshot(path=str(Path(folder) / f"{number:02}-{name.replace(' ', '-')}.png"))
            Path(folder, "times.json").write_text(json.dumps(self.took, indent=1))
