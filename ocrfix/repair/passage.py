"""Passages: the running text of a page, each character tied to its spot on a line."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from ocrfix.model.edit import Edit
from ocrfix.model.page import Glyph, Page, Region, RegionKind, TextLine

_STOPS = re.compile(r"[。！？!?…：:]['’”」』）)]*\s*$")
_MARGIN = " \u3000\u00ad"


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a character of a passage stands: `place` in the reading of line `line`.

    `glyph` is its spot in the engine's lattice, where there is one; `second` what another engine saw there. A
    spot that is not `free` came out of an edit and stays as it is.
    """

    line: str
    place: int
    glyph: Glyph | None
    second: str | None
    free: bool


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, heading or caption over its line ends; each character of `text` has its spot."""

    text: str
    spots: tuple[Spot, ...]
    kind: RegionKind


def passages_of(page: Page, edits: Iterable[Edit]) -> list[Passage]:
    """The passages of a page, with what was edited already; each line stands in one of them.

    The paragraphs of its articles where it has any; other regions, and those of a page without articles, by
    themselves, but a body that breaks off within a sentence goes on in the next body.
    """
    lines = {line.id: line for line in page.lines()}
    kinds = {line.id: region.kind for region in page.regions for line in region.lines}
    own: dict[str, list[Edit]] = {}
    for edit in edits:
        own.setdefault(edit.line, []).append(edit)
    groups = [list(p.lines) for article in page.articles for p in article.body]
    placed = {line for group in groups for line in group}
    rest = [region for region in page.regions if region.lines and region.lines[0].id not in placed]
    groups += _chained(rest)
    return [
        passage
        for group in groups
        if (passage := _passage([lines[name] for name in group], own, kinds[group[0]])).text
    ]


def _chained(regions: Sequence[Region]) -> Iterator[list[str]]:
    """Ids of the lines of regions that stand by themselves, and of bodies that go on."""
    group: list[str] = []
    goes_on = False
    for region in regions:
        body = region.kind is RegionKind.BODY
        if group and not (goes_on and body):
            yield group
            group = []
        group += [line.id for line in region.lines]
        goes_on = body and _STOPS.search(region.lines[-1].reading) is None
    if group:
        yield group


def _passage(lines: Sequence[TextLine], edits: Mapping[str, Sequence[Edit]], kind: RegionKind) -> Passage:
    chars: list[str] = []
    spots: list[Spot] = []
    for line in lines:
        for char, spot in _spots(line, edits.get(line.id, ())):
            chars.append(char)
            spots.append(spot)
    return Passage("".join(chars), tuple(spots), kind)


def _spots(line: TextLine, edits: Sequence[Edit]) -> Iterator[tuple[str, Spot]]:
    """The line's characters as edited, without the blanks at its ends."""
    glyphs = line.glyphs or (None,) * len(line.reading)
    seconds = _second_opinions(line)
    found: list[tuple[str, Spot]] = []
    done = 0
    for edit in [*sorted(edits, key=lambda e: (e.start, e.end)), None]:
        until = edit.start if edit else len(line.reading)
        found += [
            (line.reading[i], Spot(line.id, i, glyphs[i], seconds.get(i), True)) for i in range(done, until)
        ]
        if edit:
            found += [(char, Spot(line.id, edit.start, None, None, False)) for char in edit.after]
            done = edit.end
    while found and found[0][0] in _MARGIN:
        del found[0]
    while found and found[-1][0] in _MARGIN:
        del found[-1]
    yield from found


def _second_opinions(line: TextLine) -> dict[int, str]:
    """What another engine saw at places of the reading, where the two readings can be laid side by side."""
    found: dict[int, str] = {}
    for _, other in line.readings:
        if other == line.reading:
            continue
        for block in Levenshtein.opcodes(line.reading, other):
            mine, theirs = range(block.src_start, block.src_end), range(block.dest_start, block.dest_end)
            if len(mine) == len(theirs):
                found.update(zip(mine, other[theirs.start : theirs.stop], strict=True))
    return found
