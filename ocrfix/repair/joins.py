"""What line ends and wide gaps did to the text: hyphens undone, the halves of a headline parted."""

import itertools
from collections.abc import Container, Iterator, Sequence
from statistics import median

from ocrfix.language.lexicon import Lexicon, undo_hyphen
from ocrfix.model.edit import Edit
from ocrfix.model.page import TextLine
from ocrfix.model.text import SOFT_HYPHEN, is_wide

_HALVES = 1.27


def repair_gap(line: TextLine) -> Iterator[Edit]:
    """A gap a quarter of a character wider than usual between Chinese characters of a heading is a space."""
    glyphs = line.glyphs
    steps = [abs(b.start + b.end - a.start - a.end) / 2 for a, b in itertools.pairwise(glyphs)]
    wide = [
        step
        for step, a, b in zip(steps, glyphs, glyphs[1:], strict=False)
        if is_wide(a.char) and is_wide(b.char)
    ]
    if len(wide) < 4:
        return
    usual = median(wide)
    for i, step in enumerate(steps):
        letters = glyphs[i].char.isalnum() and glyphs[i + 1].char.isalnum()
        if letters and is_wide(glyphs[i].char) and is_wide(glyphs[i + 1].char) and step > _HALVES * usual:
            yield Edit(
                id="",
                line=line.id,
                start=i + 1,
                before="",
                after=" ",
                rule="space.heading",
                visual=f"a gap of {step / usual - 1:.1f} characters",
                language="the halves of a heading are parted by a space",
            )


def repair_hyphens(lines: Sequence[TextLine], lexicon: Lexicon, page_words: Container[str]) -> Iterator[Edit]:
    """Hyphens that only a line end called for, in lines that follow each other, become soft hyphens.

    `page_words` are the words that stand whole on the page, in lower case.
    """
    for line, following in itertools.pairwise(lines):
        left, right = line.reading.rstrip(), following.reading.lstrip()
        if len(left) < 2 or left[-1] not in "-‐" or not left[-2].isalpha() or not right[:1].isalpha():
            continue
        before, after = left.split()[-1], right.split()[0]
        if undo_hyphen(before, after, lexicon, page_words) is not None:
            yield Edit(
                id="",
                line=line.id,
                start=len(left) - 1,
                before=left[-1],
                after=SOFT_HYPHEN,
                rule="hyphen",
                visual="a hyphen at the line's end",
                language=f"{before}{after} is one word",
            )
