"""Packages: jobs that install the workspace's requirements, and their folders."""
