"""HTTP side of the host: routes, templates, constraints, CORS and messages."""
