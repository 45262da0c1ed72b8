"""Timings side by side; never part of a test."""
