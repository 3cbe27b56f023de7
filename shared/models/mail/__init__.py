"""Letters that wait to be sent by mail, and the invitations that some of them bring."""
