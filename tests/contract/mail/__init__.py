"""Mail: what is sent, to whom, how often, and what attackers try with it."""
