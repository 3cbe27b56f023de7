"""Tests of signing in, in a browser: each way, the second factor, passkeys and sessions."""
