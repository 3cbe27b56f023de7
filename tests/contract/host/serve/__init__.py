"""Tests of what stands between a box and the network."""
