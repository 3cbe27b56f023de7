"""What plays the Azure Functions host on a laptop and in tests.

It loads the app as the Python worker does and serves its HTTP, queue and timer functions by the
rules of the real host: routes in the order of the functions' names, keys, base64 queues with
poison, six-field schedules. With ``--sign-in`` it also plays the sign-in of Static Web Apps. Start
it with ``python -m host``. Nothing that is deployed imports it.
"""
