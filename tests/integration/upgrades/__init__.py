"""The data of earlier releases, and the present one started over it."""
