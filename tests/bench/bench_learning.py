"""What repair gains from lessons, and what they harm. Nothing is asserted; what counts is printed.

    python tests/bench/bench_learning.py [--pages 20] [--teach 82000] [--exam 83000] [--cache FOLDER]

Pages are painted, worn until 1 to 5 % of their characters are misread, and read. An editor who knows the
truth goes through the first ones: accepts what is right, rejects what is wrong, writes lines that still have
errors, and marks the page good. What that teaches is used on other pages. No page of these seeds was looked
at while lessons were being made. Reading a page takes some 8 s of one core, and more where its wear has to be
found; with --cache pages that were read before are taken from there.
"""

import argparse
import json
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import Path

from bench_paths import add_paths

add_paths()

from bench_repair import worn_page, wrong  # noqa: E402
from painter.truth import Truth  # noqa: E402
from rapidfuzz.distance import Levenshtein  # noqa: E402

from ocrfix.geometry import Box, box_of  # noqa: E402
from ocrfix.lessons import Lesson, LessonKind, learned_from  # noqa: E402
from ocrfix.model.as_json import to_json  # noqa: E402
from ocrfix.model.from_json import from_json  # noqa: E402
from ocrfix.model.learned import NOTHING_LEARNED, Learned  # noqa: E402
from ocrfix.model.page import Page, TextLine  # noqa: E402
from ocrfix.model.text import line_text  # noqa: E402
from ocrfix.model.user_lexicon import UserLexicon  # noqa: E402
from ocrfix.review.action import Accept, Action, MarkPage, Reject, Write  # noqa: E402
from ocrfix.review.items import LineTexts, doubt_id, spot_of_doubt  # noqa: E402
from ocrfix.review.learning import learn  # noqa: E402
from ocrfix.review.open_page import OpenPage, done, opened  # noqa: E402
from ocrfix.review.record import FILE, Record, reading_at  # noqa: E402
from ocrfix.review.replay import repaired_anew, right_places  # noqa: E402

EDITOR = "simulated"
_MOST_WRONG = 0.15
"""Of a printed line for it to be known what its parts are."""

_WIDE = str.maketrans(",:;?!()", "，：；？！（）")
_NO_SPACES = str.maketrans("", "", " 　")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page as it was read, and what its lines are, by their ids, where that is known."""

    page: Page
    printed: dict[str, str]


@dataclass(frozen=True, slots=True)
class Figures:
    """Characters printed, wrong as they were read, wrong after repair, and made wrong by repair."""

    characters: int = 0
    read: int = 0
    wrong: int = 0
    harmed: int = 0

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(
            self.characters + other.characters,
            self.read + other.read,
            self.wrong + other.wrong,
            self.harmed + other.harmed,
        )


def sheets(first: int, count: int, cache: Path) -> list[Sheet]:
    """So many pages from a seed on; seeds whose pages are not to be worn so are left out."""
    found: list[Sheet] = []
    seed = first
    while len(found) < count:
        sheet = _sheet(seed, cache)
        found += [sheet] if sheet else []
        seed += 1
    return found


def _sheet(seed: int, cache: Path) -> Sheet | None:
    page_file, truth_file = cache / f"{seed}.json", cache / f"{seed}.truth.json"
    if not truth_file.exists():
        found = worn_page(seed)
        if found:
            page_file.write_text(to_json(replace(found[0], name=str(seed))), encoding="utf-8")
        truth_file.write_text(json.dumps(found and found[1], ensure_ascii=False), encoding="utf-8")
    truth = json.loads(truth_file.read_text(encoding="utf-8"))
    if truth is None:
        return None
    page = from_json(page_file.read_text(encoding="utf-8"))
    return Sheet(page, dict(_printed(page, truth)))


def _printed(page: Page, truth: Truth) -> Iterator[tuple[str, str]]:
    """What is printed in each line that lies in a printed one, of which it may be a part.

    A mark between two parts that neither holds was not read at all; it is nobody's.
    """
    printed = [(box_of(line["polygon"]), line["text"]) for r in truth["regions"] for line in r["lines"]]
    parts: dict[int, list[TextLine]] = {}
    for line in page.lines():
        owner = next((n for n, (box, _) in enumerate(printed) if _lies_in(line.box, box)), None)
        if owner is not None:
            parts.setdefault(owner, []).append(line)
    for owner, lines in parts.items():
        lines.sort(key=lambda line: line.box.left)
        yield from _dealt_out(lines, printed[owner][1].strip("　 "))


def _lies_in(line: Box, printed: Box) -> bool:
    middle = (line.top + line.bottom) / 2
    slack = printed.height
    inside = printed.left - slack <= line.left and line.right <= printed.right + slack
    return inside and printed.top < middle < printed.bottom


def _dealt_out(lines: Sequence[TextLine], text: str) -> Iterator[tuple[str, str]]:
    """The text of a printed line, a stretch for each part of it; none where too much of it is missing."""
    reading = "".join(line.reading for line in lines)
    ends = [*accumulate(len(line.reading) for line in lines)]
    if Levenshtein.distance(reading, text) > _MOST_WRONG * len(text) + len(lines):
        return
    own = [""] * len(reading)
    for block in Levenshtein.opcodes(reading, text):
        stretch = text[block.dest_start : block.dest_end]
        if block.tag != "insert":
            own[block.src_start : block.src_end] = stretch[: block.src_end - block.src_start].ljust(
                block.src_end - block.src_start, "\0"
            )
            own[block.src_end - 1] += stretch[block.src_end - block.src_start :]
        elif block.src_start not in (0, *ends):
            own[block.src_start - 1] += stretch
    for line, end in zip(lines, ends, strict=True):
        yield line.id, "".join(own[end - len(line.reading) : end]).replace("\0", "")


def plain(text: str) -> str:
    """A text as it is compared: without spaces, marks in the width of Chinese."""
    return text.translate(_WIDE).translate(_NO_SPACES)


def review(sheet: Sheet, record: Record, folder: Path) -> Counter[str]:
    """Do what an editor does who knows the truth; how often what was done."""
    name = sheet.page.name
    path = folder / f"{name}.json"
    path.write_text(to_json(sheet.page), encoding="utf-8")
    now = opened(record, record.page_id(name), name, reading_at(path))
    counts: Counter[str] = Counter()

    def do(action: Action) -> None:
        nonlocal now
        now = done(record, now, action, EDITOR)
        counts[action.kind] += 1

    for answer in _answers(sheet, now):
        do(answer)
    for line in now.page.lines():
        right = sheet.printed.get(line.id)
        if right and wrong(plain(right), plain(line_text(line, now.page.edits))):
            do(Write(line.id, right))
    do(MarkPage("good"))
    return counts


def _answers(sheet: Sheet, now: OpenPage) -> Iterator[Action]:
    """Edits and doubts that are right or wrong, answered; what is neither is left to the writing."""
    page = now.page
    lines = {line.id: line for line in page.lines()}
    for edit in page.edits:
        if edit.line in sheet.printed:
            line, right = lines[edit.line], sheet.printed[edit.line]
            rest = [other for other in page.edits if other is not edit]
            gain = _errors(line, rest, right) - _errors(line, page.edits, right)
            if gain:
                yield Accept(edit.id) if gain > 0 else Reject(edit.id)
    texts = LineTexts(page)
    for doubt in page.doubts:
        spot = spot_of_doubt(doubt, texts)
        if spot and spot.proposal is not None and spot.line in sheet.printed:
            text, right = texts.text(spot.line), plain(sheet.printed[spot.line])
            with_it = text[: spot.start] + spot.proposal + text[spot.end :]
            gain = wrong(right, plain(text)) - wrong(right, plain(with_it))
            yield Accept(doubt_id(doubt)) if gain > 0 else Reject(doubt_id(doubt))


def _errors(line: TextLine, edits: Sequence[object], right: str) -> int:
    return wrong(plain(right), plain(line_text(line, edits)))  # type: ignore[arg-type]


def figures(exam: Sequence[Sheet], learned: Learned) -> Figures:
    total = Figures()
    for sheet in exam:
        page = repaired_anew(sheet.page, UserLexicon(learned=learned))
        for line in page.lines():
            if line.id in sheet.printed:
                right = plain(sheet.printed[line.id])
                read, text = plain(line.reading), plain(line_text(line, page.edits))
                harmed = len(right_places(read, right) - right_places(text, right))
                total += Figures(len(right), wrong(right, read), wrong(right, text), harmed)
    return total


def told(name: str, found: Figures) -> str:
    return (
        f"{name}: {found.characters} characters, {found.read} wrong as read, {found.wrong} after repair "
        f"({found.wrong / found.characters:.4%}), {found.harmed} harmed"
    )


def parts_of(lessons: Sequence[Lesson]) -> Iterator[tuple[str, Learned]]:
    yield "without lessons", NOTHING_LEARNED
    for kind in LessonKind:
        yield f"{kind} alone", learned_from(lesson for lesson in lessons if lesson.kind is kind)
    yield "all lessons", learned_from(lessons)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=20)
    parser.add_argument("--teach", type=int, default=82_000)
    parser.add_argument("--exam", type=int, default=83_000)
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--show", action="store_true", help="print every lesson")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        cache = given.cache or Path(temporary)
        cache.mkdir(parents=True, exist_ok=True)
        taught, exam = sheets(given.teach, given.pages, cache), sheets(given.exam, given.pages, cache)
        collection = Path(temporary) / "collection"
        collection.mkdir()
        counts: Counter[str] = Counter()
        with Record(collection / FILE) as record:
            for sheet in taught:
                counts += review(sheet, record, collection)
        print(f"editor: {dict(counts)}")
        begun = time.process_time()
        lessons = learn(collection)
        print(f"learned in {time.process_time() - begun:.1f} s: {len(lessons)} lessons", flush=True)
    for (kind, state), number in sorted(Counter((item.kind, item.state) for item in lessons).items()):
        print(f"  {kind}, {state}: {number}")
    if given.show:
        for lesson in lessons:
            print(f"  {lesson.state}  {lesson.kind}  {lesson}  {lesson.witnesses}:{lesson.against}")
    print(told("taught pages, without lessons", figures(taught, NOTHING_LEARNED)))
    print(told("taught pages, all lessons", figures(taught, learned_from(lessons))))
    for name, learned in parts_of(lessons):
        print(told(f"other pages, {name}", figures(exam, learned)), flush=True)


if __name__ == "__main__":
    main()
