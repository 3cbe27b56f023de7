"""Signed URLs of the store of one box in tests."""

from shared.services.sqlite.links import SignedLinks

LINKS = SignedLinks(b"k" * 32, "http://box.test")
