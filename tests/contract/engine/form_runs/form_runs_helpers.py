"""What the tests of this folder share."""

from collections.abc import Mapping

Headers = Mapping[str, str]
