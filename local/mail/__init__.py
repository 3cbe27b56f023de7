"""The stand-in for a mail server: it takes all mail, and shows it on a page."""
