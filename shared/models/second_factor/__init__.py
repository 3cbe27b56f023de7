"""Second factors of users: an authenticator app, recovery codes and trusted devices."""
