"""Whole command lines, each run once a session: reading a page takes its time."""

import functools
import json
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Done:
    """What a command line left: its exit code, its words, and the folder it ran in."""

    code: int
    out: str
    err: str
    folder: Path

    def document(self, name: str) -> dict[str, Any]:
        """A page that it wrote to `out`."""
        return json.loads((self.folder / "out" / f"{name}.json").read_text(encoding="utf-8"))

    def files(self) -> list[str]:
        """The names in `out`."""
        return sorted(path.name for path in (self.folder / "out").iterdir())


Run = Callable[[str], Done]


def run_in(folder: Path, command: str) -> Done:
    """Run an `ocrfix …` command line as a process of its own, as a user does."""
    words = shlex.split(command)
    assert words[0] == "ocrfix"
    place = {**os.environ, "PYTHONPATH": str(ROOT), "OCRFIX_LEXICON": str(folder / "lexicon.txt")}
    done = subprocess.run(
        [sys.executable, "-m", *words], cwd=folder, env=place, capture_output=True, text=True, check=False
    )
    return Done(done.returncode, done.stdout, done.stderr, folder)


@pytest.fixture(scope="session")
def ocrfix(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Runs command lines beside a copy of the samples. The same one again gives what it gave before."""
    folder = tmp_path_factory.mktemp("user")
    shutil.copytree(ROOT / "samples", folder / "samples")
    shutil.copy(ROOT / "README.md", folder)
    return functools.cache(functools.partial(run_in, folder))
