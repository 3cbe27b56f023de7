"""/api/GetRoles: only the access token says who it is, and only its issuer says whose it is."""
