"""Shapes of what pages of the web client call: session, sign-in, members, branding."""
