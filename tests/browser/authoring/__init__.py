"""Browser tests of what authors build: forms and code."""
