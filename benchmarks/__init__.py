"""Timings for comparison; never part of a test."""
