"""Single sign-on: departures to providers, and whom a provider may let in."""
