"""The tools of Bifrost that an agent may have: search, ask the person, read on, remember."""
