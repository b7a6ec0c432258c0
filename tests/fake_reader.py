"""A reader of pages that reads nothing: what a scan is called decides what becomes of it.

It is quick, and it can die, hang or grow like a bad page. Workers find it by its name.
"""

import os
import signal
import time
from pathlib import Path

from ocrfix.batch.grades import Grade, Grades, Verdict
from ocrfix.batch.task import Counted, CountPages, Facts, Failed, Outcome, PagesRead, Passage, Result, Task
from ocrfix.errors import ScanError
from ocrfix.formats import FORMATS
from ocrfix.image.scan import printable


def fake_reader(task: Task) -> Outcome:
    if isinstance(task, CountPages):
        return Counted(int(task.path.read_text().split()[1]))
    name = task.called or task.path.name
    if "broken" in name:
        return Failed(error=ScanError(f"{name}: the file is cut short (byte 9)", "scan it again"))
    if "hangs" in name:
        time.sleep(600)
    if "slow" in name:
        time.sleep(0.2)
    if "dies" in name and ("always" in name or _first_time(task.path)):
        os.kill(os.getpid(), signal.SIGSEGV)
    if "grows" in name:
        kept = bytearray(600_000_000)
        time.sleep(30)
        del kept
    return PagesRead(results=tuple(_results(task)), seconds=0.01, peak_mb=50.0)


def _first_time(path: Path) -> bool:
    mark = path.with_suffix(".tried")
    try:
        mark.touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


def _results(task):
    text = task.path.read_text(errors="replace")
    for part in ("left", "right") if "spread" in (task.called or task.path.name) else ("",):
        words = f"{text} page {task.number} {part} {task.order.settings.language}"
        yield Result(
            part=part,
            files={FORMATS[kind].suffix: f"{kind}: {words}".encode() for kind in task.order.formats},
            language="en",
            characters=len(words),
            articles=1,
            doubts=1,
            edits=2,
            grades=Grades(
                reading=Grade(0.9, 0.5), structure=Grade(1, 1), repair=Grade(1, 1), verdict=Verdict.GOOD
            ),
            facts=Facts(),
            passages=(
                Passage(
                    kind="article",
                    name="a1",
                    headline=f"Headline of {printable(task.path.stem)}",
                    text=words,
                    box=(0, 0, 90, 90),
                    lines=((0, 1, 2, 80, 12),),
                ),
            ),
            remarks=(("doubt", "reading", 1), ("edit", "widths: ',' → '，'", 2)),
        )
