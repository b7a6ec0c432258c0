"""Repairs: they look at readings and propose edits, each with its two keys. Readings are never changed."""
