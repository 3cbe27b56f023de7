"""Packages: installed by a real pip in a real walled process, and imported by real runs."""
