"""What repair gains from lessons, and what they harm. Nothing is asserted; what counts is printed.

    python tests/bench/bench_learning.py [--pages 20] [--teach 82000] [--exam 83000] [--cache FOLDER]

Body text of painted pages, some 1,500 characters of each, worn until 1 to 5 % of them are misread. Lines are
read where they are known to stand: layout is not what is measured here. An editor who knows the truth goes
through the first pages: accepts what is right, rejects what is wrong, writes lines that still have errors,
and marks the page good. What that teaches is used on the other pages. No page of these seeds was looked at
while lessons were being made. The painter makes its sentences from templates, so that pages share more of
their words than those of a newspaper do. With --cache pages that were read before are taken from there.
"""

import argparse
import json
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

import numpy as np
from bench_paths import add_paths

add_paths()

from numpy.typing import NDArray  # noqa: E402
from painter import paint  # noqa: E402
from painter.degrade import Blur, InkSpread, Jpeg, Noise, Rescale, degrade  # noqa: E402
from painter.random_page import random_page  # noqa: E402
from painter.truth import Truth  # noqa: E402
from rapidfuzz.distance.Levenshtein import distance as _distance  # noqa: E402

from ocrfix.geometry import Box, box_of  # noqa: E402
from ocrfix.lessons import Lesson, LessonKind, learned_from  # noqa: E402
from ocrfix.model.article import Unplaced  # noqa: E402
from ocrfix.model.as_json import to_json  # noqa: E402
from ocrfix.model.from_json import from_json  # noqa: E402
from ocrfix.model.learned import NOTHING_LEARNED, Learned  # noqa: E402
from ocrfix.model.page import Page, Region, RegionKind, Source, TextLine  # noqa: E402
from ocrfix.model.text import line_text  # noqa: E402
from ocrfix.model.user_lexicon import UserLexicon  # noqa: E402
from ocrfix.ocr.engine import LineBox, Reading  # noqa: E402
from ocrfix.ocr.rapid import Rapid  # noqa: E402
from ocrfix.repairing import repaired  # noqa: E402
from ocrfix.review.action import Accept, Action, MarkPage, Reject, Write  # noqa: E402
from ocrfix.review.items import LineTexts, doubt_id, spot_of_doubt  # noqa: E402
from ocrfix.review.learning import learn  # noqa: E402
from ocrfix.review.open_page import OpenPage, done, opened  # noqa: E402
from ocrfix.review.record import FILE, Record, reading_at  # noqa: E402
from ocrfix.review.replay import repaired_anew, right_places  # noqa: E402

EDITOR = "simulated"
_CHARACTERS = 1500

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
    page_file, printed_file = cache / f"{seed}.json", cache / f"{seed}.printed.json"
    if not printed_file.exists():
        found = worn_text(seed)
        if found:
            page_file.write_text(to_json(found.page), encoding="utf-8")
        printed_file.write_text(json.dumps(found and found.printed, ensure_ascii=False), encoding="utf-8")
    printed = json.loads(printed_file.read_text(encoding="utf-8"))
    return printed and Sheet(from_json(page_file.read_text(encoding="utf-8")), printed)


def worn_text(seed: int) -> Sheet | None:
    """Body text of a page in 18- to 26-pixel type, worn until 1 to 5 % of it is misread; None where it is not
    to be worn so."""
    chance = Random(seed)
    image, truth = paint(random_page(seed, "zh-Hans"))
    size = median(box_of(line["polygon"]).height for r in truth["regions"] for line in r["lines"])
    factor, level = chance.uniform(18, 26) / size, chance.uniform(1.1, 1.4)
    spread = chance.uniform(-0.4, 0.4)
    for _ in range(8):
        soft = level * size * factor / 22
        wear = [Rescale(factor), InkSpread(spread), Blur(soft), Noise(10), Jpeg(50)]
        worn, moved = degrade(image, truth, wear, seed)
        sheet = _read(seed, np.ascontiguousarray(np.asarray(worn.convert("RGB"))), moved)
        total = figures_of(sheet, replace(sheet.page, edits=()))
        if 0.01 <= total.read / total.characters <= 0.05:
            return sheet
        level *= 1.12 if total.read < 0.01 * total.characters else 0.92
    return None


def _read(seed: int, pixels: NDArray[np.uint8], truth: Truth) -> Sheet:
    """The first regions of body text, read line by line."""
    some = list(_first_bodies(truth))
    lines = [line for region in some for line in region["lines"]]
    boxes = [LineBox(_padded(box_of(line["polygon"])).polygon) for line in lines]
    readings = iter(zip(boxes, Rapid().read(pixels, boxes, "zh-Hans"), strict=True))
    regions: list[Region] = []
    names = (f"l{number}" for number in count(1))
    for number, region in enumerate(some, 1):
        read = tuple(_line(next(names), *next(readings)) for _ in region["lines"])
        polygon = box_of(region["polygon"]).polygon
        regions.append(Region(id=f"r{number}", kind=RegionKind.BODY, polygon=polygon, lines=read))
    source = Source(file=f"{seed}.png", page=1, sha256="0" * 64, width_px=1, height_px=1)
    unplaced = tuple(Unplaced(region.id, "layout is not measured") for region in regions)
    page = Page(name=str(seed), source=source, language="zh-Hans", regions=tuple(regions), unplaced=unplaced)
    texts = [line["text"].strip("　 ") for line in lines]
    return Sheet(repaired(page), dict(zip((line.id for line in page.lines()), texts, strict=True)))


def _first_bodies(truth: Truth) -> Iterator[dict[str, Any]]:
    length = 0
    for region in truth["regions"]:
        if region["kind"] == "body" and length < _CHARACTERS:
            length += sum(len(line["text"]) for line in region["lines"])
            yield region


def _padded(box: Box) -> Box:
    """As a detector draws it."""
    side, above = 0.15 * box.height, 0.2 * box.height
    return Box(box.left - side, box.top - above, box.right + side, box.bottom + above)


def _line(name: str, box: LineBox, seen: Reading) -> TextLine:
    return TextLine(
        id=name, polygon=box.polygon, reading=seen.text, confidence=seen.confidence, glyphs=seen.glyphs
    )


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
        if right and plain(right) != plain(line_text(line, now.page.edits)):
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
            gain = _distance(right, plain(text)) - _distance(right, plain(with_it))
            yield Accept(doubt_id(doubt)) if gain > 0 else Reject(doubt_id(doubt))


def _errors(line: TextLine, edits: Sequence[object], right: str) -> int:
    return _distance(plain(right), plain(line_text(line, edits)))  # type: ignore[arg-type]


def figures(exam: Sequence[Sheet], learned: Learned) -> Figures:
    lexicon = UserLexicon(learned=learned)
    return sum((figures_of(sheet, repaired_anew(sheet.page, lexicon)) for sheet in exam), Figures())


def figures_of(sheet: Sheet, page: Page) -> Figures:
    """A page with its edits beside what is printed."""
    total = Figures()
    for line in page.lines():
        right = plain(sheet.printed[line.id])
        read, text = plain(line.reading), plain(line_text(line, page.edits))
        harmed = len(right_places(read, right) - right_places(text, right))
        total += Figures(len(right), _distance(right, read), _distance(right, text), harmed)
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
