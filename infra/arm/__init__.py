"""Compiles the Bicep of ``infra/main.bicep`` to an ARM template, and evaluates templates dry.

Only the part of Bicep that those files use is understood; anything else is an error that names its
place.
"""
