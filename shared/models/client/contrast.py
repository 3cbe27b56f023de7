"""The contrast ratio of two colours by WCAG 2.2, from 1 to 21."""

RED, GREEN, BLUE = 0.2126, 0.7152, 0.0722


def contrast_to_white(colour: str) -> float:
    """Return the contrast of ``#rrggbb`` to white.

    >>> round(contrast_to_white("#767676"), 2)
    4.54
    """
    return 1.05 / (_luminance(colour) + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return RED * red + GREEN * green + BLUE * blue


def _linear(channel: float) -> float:
    """Return the intensity of light of a gamma-encoded sRGB channel, both from 0 to 1."""
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
