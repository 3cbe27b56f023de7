"""The ``bifrost`` command line: runs and tests a workspace, locally or on a platform."""
