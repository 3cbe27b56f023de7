"""Rights that end: what waits is asked about again, however it waits and however they ended."""
