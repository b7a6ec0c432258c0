"""Engines: they find lines and read them, and keep what else the characters might be."""
