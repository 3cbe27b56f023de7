"""The Azure Functions app: HTTP edge, sign-in, and the triggers that call the platform."""
