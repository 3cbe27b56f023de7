"""The host as a product: ``./bifrost serve`` runs the app on one machine for production.

It serves the functions as the development host does, without what only developers need: no
`/admin`, no simulated sign-in, no key that is known beforehand. It adds what callers from outside
make necessary: TLS, forwarded headers from named proxies only, bounded requests, draining.
"""
