"""Lets a bench that is run as a script import the package and the painter of its checkout."""

import os
import sys
from pathlib import Path


def add_paths() -> None:
    """Put the checkout and its tests first; one inference thread a process, so that processes add up."""
    tests = Path(__file__).parents[1]
    sys.path[:0] = [str(tests), str(tests / "unit"), str(tests.parent)]
    os.environ.setdefault("OMP_NUM_THREADS", "1")
