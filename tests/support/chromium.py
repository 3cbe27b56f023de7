"""Finds the browser of the machine that the browser tests run in."""

import shutil

# The first is the same browser without what a window needs: it takes two thirds of the time.
_NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


def chromium() -> str:
    """The path of the browser. Raises RuntimeError with the command that installs one."""
    found = next((path for name in _NAMES if (path := shutil.which(name))), None)
    if found is None:
        raise RuntimeError(
            "the browser tests need Chromium: on Debian, as root, apt-get install "
            "chromium-headless-shell; or install Chromium or Chrome in another way"
        )
    return found
