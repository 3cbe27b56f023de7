"""What another file imports for type checkers only."""

from enum import Enum


class Colour(Enum):
    RED = "red"
