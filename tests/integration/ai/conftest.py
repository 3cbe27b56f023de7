"""The test with real models runs where ``./start.sh --local-ai`` has installed them, and in CI."""

import os

from local.models.serving import PYTHON

collect_ignore = [] if PYTHON.exists() or os.environ.get("CI") else ["test_local_models.py"]
