"""What the tests of this folder share."""

from collections.abc import Mapping

EMAIL = "ada@example.test"


Headers = Mapping[str, str]
