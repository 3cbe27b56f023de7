"""Shapes of the routes that the web client boots from: session, sign-in methods, branding."""
