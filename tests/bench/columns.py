"""Columns of clean text, painted, worn and read: characters with the engine's candidates beside the truth."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from random import Random

import numpy as np
from painter.degrade import Blur, Fade, InkSpread, Jpeg, Noise, Wear, degrade
from painter.fonts import font
from PIL import Image, ImageDraw
from rapidfuzz.distance import Levenshtein

from ocrfix.geometry import Box
from ocrfix.model.page import Glyph, RegionKind
from ocrfix.ocr.engine import LineBox
from ocrfix.ocr.rapid import Rapid
from ocrfix.repair.passage import Passage, Spot

ACROSS = 20
"""Characters a line."""

_PAPER, _INK = 244, 25
_WIDE = str.maketrans(",:;?!()", "，：；？！（）")
_TAG = re.compile(r"(?:\]\S*)?/\S+|\][a-zA-Z]+(?=\s|$)")


def paragraphs_of(path: Path) -> list[str]:
    """The paragraphs of a corpus, one a line; in a tagged one (word/tag word/tag …) the words are joined."""
    found = []
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        words = [_TAG.sub("", word).lstrip("[") for word in line.split()] if "/" in line else [line.strip()]
        text = unicodedata.normalize("NFKC", "".join(words)).translate(_WIDE)
        if text:
            found.append(text)
    return found


@dataclass(frozen=True, slots=True)
class Column:
    """Paragraphs in lines of type: `lines` is what was printed, `readings` what was read, `starts` the first
    line of each paragraph."""

    lines: tuple[str, ...]
    starts: tuple[int, ...]
    readings: tuple[tuple[Glyph, ...], ...]

    @property
    def error_rate(self) -> float:
        return self.errors / sum(map(len, self.lines))

    @property
    def errors(self) -> int:
        pairs = zip(self.lines, self.readings, strict=True)
        return sum(Levenshtein.distance(text, "".join(g.char for g in seen)) for text, seen in pairs)

    def passages(self) -> list[tuple[Passage, tuple[str | None, ...]]]:
        """Each paragraph as it was read, and the character printed at each of its spots, where one was."""
        ends = [*self.starts[1:], len(self.lines)]
        return [self._passage(*limits) for limits in zip(self.starts, ends, strict=True)]

    def _passage(self, start: int, end: int) -> tuple[Passage, tuple[str | None, ...]]:
        spots: list[Spot] = []
        truths: list[str | None] = []
        for number in range(start, end):
            seen = self.readings[number]
            spots += [Spot(f"l{number}", place, glyph, None, True) for place, glyph in enumerate(seen)]
            truths += truths_of("".join(glyph.char for glyph in seen), self.lines[number])
        text = "".join(spot.glyph.char for spot in spots if spot.glyph)
        return Passage(text, tuple(spots), RegionKind.BODY), tuple(truths)


def truths_of(reading: str, printed: str) -> list[str | None]:
    """What was printed where each character was read, None where the two cannot be laid side by side."""
    found: list[str | None] = [None] * len(reading)
    for block in Levenshtein.opcodes(reading, printed):
        mine = range(block.src_start, block.src_end)
        if len(mine) == block.dest_end - block.dest_start:
            found[mine.start : mine.stop] = printed[block.dest_start : block.dest_end]
    return found


def read_columns(corpus: Sequence[str], seeds: Sequence[int], *, clean: bool) -> Iterator[Column]:
    """A column for each seed, from paragraphs that begin anywhere in the corpus.

    Set at 18 to 26 pixels; `clean` ones nearly unworn, others until 1 to 5 % of the characters are misread.
    Seeds that cannot be worn so are left out.
    """
    for seed in seeds:
        chance = Random(seed)
        text = _some(corpus, chance, 3000 if clean else 900)
        size, face = chance.choice(range(18, 27)), chance.choice(("song", "song", "hei", "kai"))
        spread, fade = chance.uniform(-0.5, 0.5), chance.uniform(0, 0.4)
        noise, quality = chance.uniform(5, 18), chance.randrange(35, 70)
        level = chance.uniform(1.0, 1.35)
        for _ in range(4):
            wear: list[Wear] = [InkSpread(spread), Fade(fade), Blur(level * size / 22)]
            wear += [Noise(noise, salt=0.001), Jpeg(quality)]
            column = _read(text, size, face, [Blur(0.4), Noise(2)] if clean else wear, seed)
            if clean or 0.01 <= column.error_rate <= 0.05:
                yield column
                break
            level *= 1.1 if column.error_rate < 0.01 else 0.93


def _some(corpus: Sequence[str], chance: Random, length: int) -> list[str]:
    """Paragraphs without Latin letters, one after the other, until they have `length` characters."""
    found: list[str] = []
    for text in islice(corpus, chance.randrange(len(corpus) - 80), None):
        if len(text) > 30 and not re.search("[A-Za-z]", text):
            found.append(text[:300])
        if sum(map(len, found)) > length:
            break
    return found


def _read(paragraphs: Sequence[str], size: int, face: str, wear: Sequence[Wear], seed: int) -> Column:
    lines: list[tuple[str, int]] = []
    starts = []
    for text in paragraphs:
        starts.append(len(lines))
        indented = "　　" + text
        parts = [indented[i : i + ACROSS] for i in range(0, len(indented), ACROSS)]
        lines += [(part.strip("　"), 2 if not i else 0) for i, part in enumerate(parts)]
    image, boxes = _painted(lines, size, face)
    worn, _ = degrade(image, {"regions": []}, wear, seed)
    pixels = np.ascontiguousarray(np.asarray(worn.convert("RGB")))
    readings = Rapid().read(pixels, [LineBox(box.polygon) for box in boxes], "zh-Hans")
    return Column(tuple(text for text, _ in lines), tuple(starts), tuple(seen.glyphs for seen in readings))


def _painted(lines: Sequence[tuple[str, int]], size: int, face: str) -> tuple[Image.Image, list[Box]]:
    """The lines below each other, each so many characters indented, and their boxes."""
    pitch = round(1.45 * size)
    image = Image.new("L", (size * (ACROSS + 2), pitch * len(lines) + 2 * size), _PAPER)
    draw, type_ = ImageDraw.Draw(image), font("zh-Hans", face, size)
    boxes = []
    for row, (text, indent) in enumerate(lines):
        left, top = size * (1 + indent), size + row * pitch
        for place, char in enumerate(text):
            draw.text((left + place * size, top), char, fill=_INK, font=type_)
        right = left + len(text) * size
        boxes.append(Box(left - 0.15 * size, top - 0.08 * size, right + 0.15 * size, top + 1.2 * size))
    return image, boxes
