"""Tests of ``./bifrost serve``: the process that an operator starts, from outside and inside."""
