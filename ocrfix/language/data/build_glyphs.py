"""Builds zh_glyphs.npz beside this file: which Chinese characters look alike, and which are read for which.

    apt install fonts-noto-cjk
    python ocrfix/language/data/build_glyphs.py ocr_pairs_zh_dev.tsv

The characters of GB 2312 and those in common use of Big5 are drawn in two faces of Noto CJK (SIL Open Font
License 1.1) and compared within their script by the directions of their strokes (histograms of oriented
gradients, Dalal & Triggs 2005). How often a character is read for another is learned from sentences read by
an engine beside their right text (number of errors, wrong, right; equal length): figures are kept, no text.
The same fonts and pairs give the same bytes.
"""

import argparse
from collections.abc import Iterable, Iterator
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

from ocrfix.language.glyphs import Glyphs
from ocrfix.language.ngram import codes
from ocrfix.language.script import is_han

DATA = Path(__file__).parent
FACES = (
    "/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc",
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
)
SCRIPTS = (
    ("gb2312", 2, range(0xB0, 0xF8), range(0xA1, 0xFF)),
    ("big5", 3, range(0xA4, 0xC7), [*range(0x40, 0x7F), *range(0xA1, 0xFF)]),
)
"""Charset, face in the collection, first and second bytes of its characters (Big5: those in common use)."""

SIZE_PX, CELLS, DIRECTIONS, NEIGHBOURS = 48, 8, 6, 20
Floats = npt.NDArray[np.float32]


def chars_of(charset: str, first: Iterable[int], second: Iterable[int]) -> list[str]:
    """The Chinese characters of a part of a charset, in the order of their codes in Unicode."""
    pairs = (bytes((a, b)).decode(charset, "ignore") for a in first for b in second)
    return sorted({char for char in pairs if len(char) == 1 and is_han(char) and char <= "\uffff"})


def drawn(char: str, font: ImageFont.FreeTypeFont) -> Floats:
    """The character in white on black, a little out of focus."""
    image = Image.new("L", (SIZE_PX, SIZE_PX), 0)
    ImageDraw.Draw(image).text((SIZE_PX / 2, SIZE_PX / 2), char, fill=255, font=font, anchor="mm")
    return np.asarray(cv2.GaussianBlur(np.asarray(image, np.float32), (0, 0), 1.0), np.float32)


def strokes(image: Floats) -> Floats:
    """How much stroke runs in each direction in each cell, as one row."""
    across, down = (cv2.Sobel(image, cv2.CV_32F, *way) for way in ((1, 0), (0, 1)))
    strength, turn = np.hypot(across, down), np.arctan2(down, across) % np.pi / np.pi * DIRECTIONS
    rows = []
    for direction in range(DIRECTIONS):
        off = np.abs(turn - direction)
        share = strength * np.maximum(0, 1 - np.minimum(off, DIRECTIONS - off))
        soft = cv2.GaussianBlur(share, (0, 0), 2.5)
        rows.append(cv2.resize(soft, (CELLS, CELLS), interpolation=cv2.INTER_AREA).ravel())
    row: Floats = np.sqrt(np.maximum(np.concatenate(rows), 0))
    return row


def likenesses(chars: list[str], face: int) -> Floats:
    """(n, n) likeness of every character to every other, at most 1; -1 to itself."""
    total = np.zeros((len(chars), len(chars)), np.float32)
    for path in FACES:
        font = ImageFont.truetype(path, 40, index=face)
        rows = np.stack([strokes(drawn(char, font)) for char in chars])
        rows -= rows.mean(axis=1, keepdims=True)
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        total += rows @ rows.T / len(FACES)
    np.fill_diagonal(total, -1)
    return total


def neighbours() -> Iterator[tuple[str, str, float]]:
    """A character, one that looks like it, and how much, for every script."""
    for charset, face, first, second in SCRIPTS:
        chars = chars_of(charset, first, second)
        alike = likenesses(chars, face)
        for char, row in zip(chars, alike, strict=True):
            for other in np.argsort(-row, kind="stable")[:NEIGHBOURS]:
                yield char, chars[other], float(row[other])


def pairs_of(rows: Iterable[str]) -> Iterator[tuple[str, str]]:
    """What was read and what it should have been, character by character, where both are Chinese."""
    for row in rows:
        _, wrong, right = row.rstrip("\n").split("\t")
        yield from ((a, b) for a, b in zip(wrong, right, strict=True) if is_han(a) and is_han(b))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("pairs", type=Path)
    given = parser.parse_args()
    table = sorted(set(neighbours()), key=lambda row: (row[0], -row[2], row[1]))
    read, other, likeness = zip(*table, strict=True)
    drawn_alike = Glyphs.of(codes("".join(read)), codes("".join(other)), np.array(likeness, np.float32))
    learned = drawn_alike.learn(pairs_of(given.pairs.read_text(encoding="utf-8").splitlines()))
    (DATA / "zh_glyphs.npz").write_bytes(learned.packed())
