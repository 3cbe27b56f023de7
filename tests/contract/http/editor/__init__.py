"""/api/editor as platform administrators see it, and as an attacker who is one would."""
