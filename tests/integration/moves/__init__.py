"""Moves, backups and restores of whole installations, by the commands that a person uses."""
