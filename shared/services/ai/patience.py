"""How long a provider may take: for its first byte, for the next piece, and for all of it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds."""

    first_byte: float = 60
    piece: float = 30
    whole: float = 300

    @property
    def text(self) -> str:
        """The text that ``of`` reads, as an argument of a program."""
        return f"{self.first_byte:g},{self.piece:g},{self.whole:g}"

    @classmethod
    def of(cls, text: str) -> "Patience":
        """Return what a text says.

        >>> Patience.of(Patience(1, 2, 3.5).text)
        Patience(first_byte=1.0, piece=2.0, whole=3.5)
        """
        return cls(*map(float, text.split(",")))


USUAL = Patience()
