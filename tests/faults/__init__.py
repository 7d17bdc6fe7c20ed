"""Kills at any moment, and what they must not cost."""
