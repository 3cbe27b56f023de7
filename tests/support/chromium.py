"""Finds the browser of the machine that the browser tests run in."""

import shutil

_NAMES = ("chromium", "chromium-browser", "google-chrome")


def chromium() -> str:
    """The path of the browser. Raises RuntimeError with the command that installs one."""
    found = next((path for name in _NAMES if (path := shutil.which(name))), None)
    if found is None:
        raise RuntimeError(
            "the browser tests need Chromium: as root, apt-get install chromium (Debian), or "
            "install Chromium or Chrome in another way"
        )
    return found
