"""Functions host for development and tests: runs the app as the Azure Functions host does.

It loads the app as the Python worker does and serves its HTTP, queue and timer functions by the
rules of the real host: routes in the order of the functions' names, keys, base64 queues with poison
queues, six-field schedules. With ``--sign-in`` it also simulates the sign-in of Static Web Apps.
Start it with ``python -m host``. Deployed code never imports it.
"""
