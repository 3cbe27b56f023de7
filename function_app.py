"""For a hosting plan that ignores PYTHON_SCRIPT_FILE_NAME=bifrost.py: the same app."""

from bifrost import app

__all__ = ["app"]
