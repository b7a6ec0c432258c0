"""Turns scanned newspaper pages into clean, structured articles."""

__version__ = "0.1.0"
