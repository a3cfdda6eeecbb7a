"""Recompute the papers' claims, and read the report."""
