"""The default engine: PP-OCRv6's recogniser, run so that nothing it considered is thrown away."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version

import numpy as np
from numpy.typing import NDArray

from ocrfix.model.page import Alternative, Glyph, WritingMode
from ocrfix.ocr.crops import STRIP_PX, horizontal_strip, relaid_strip, side_lengths, turned_strip
from ocrfix.ocr.engine import LineBox, Pixels, Reading
from ocrfix.ocr.models import RECOGNISER, session

_BLANK = 0
_BATCH_PX = 3600
_BATCH_LINES = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class RapidSettings:
    """`alternatives`: how many other characters a spot keeps, each at least `least` likely.
    `sure`: a vertical line re-laid from its cells that reads below it is read lying on its side as well."""

    alternatives: int = 5
    least: float = 0.002
    sure: float = 0.97


class Rapid:
    """Reads lines with the model that ships in the rapidocr wheel; nothing is fetched."""

    name = "rapid"

    def __init__(self, settings: RapidSettings | None = None) -> None:
        self._settings = settings or RapidSettings()

    @cached_property
    def version(self) -> str:
        return f"rapidocr {version('rapidocr')}, {RECOGNISER}"

    def read(self, image: Pixels, lines: Sequence[LineBox], language: str) -> list[Reading]:
        """See `engine.Engine`. The model reads all its languages at once: `language` does not matter."""
        readings = [Reading(())] * len(lines)
        flat = [i for i, line in enumerate(lines) if line.writing_mode is not WritingMode.VERTICAL]
        strips = (horizontal_strip(image, lines[i]) for i in _by_width(lines, flat))
        for i, glyphs in zip(_by_width(lines, flat), self._decoded(strips), strict=True):
            readings[i] = Reading(_scaled(glyphs, side_lengths(lines[i].polygon)[1] / STRIP_PX))
        tall = [i for i, line in enumerate(lines) if line.writing_mode is WritingMode.VERTICAL]
        for i, reading in zip(tall, self._read_vertical(image, [lines[i] for i in tall]), strict=True):
            readings[i] = reading
        return readings

    def read_strips(self, strips: Sequence[Pixels]) -> list[Reading]:
        """Readings of strips STRIP_PX high; glyph positions are pixels of the strip."""
        order = sorted(range(len(strips)), key=lambda i: strips[i].shape[1])
        readings = [Reading(())] * len(strips)
        for i, glyphs in zip(order, self._decoded(strips[k] for k in order), strict=True):
            readings[i] = Reading(tuple(glyphs))
        return readings

    def _read_vertical(self, image: Pixels, lines: list[LineBox]) -> list[Reading]:
        order = sorted(range(len(lines)), key=lambda i: _aspect(lines[i]))
        cells: list[list[tuple[int, int]]] = []

        def strips() -> Iterator[Pixels]:
            for i in order:
                strip, found = relaid_strip(image, lines[i])
                cells.append(found)
                yield strip

        readings = [Reading(())] * len(lines)
        for place, (i, glyphs) in enumerate(zip(order, self._decoded(strips()), strict=True)):
            scale = side_lengths(lines[i].polygon)[0] / STRIP_PX
            readings[i] = Reading(_scaled(_down_the_line(glyphs, cells[place]), scale))
        doubtful = [i for i in order if readings[i].confidence < self._settings.sure]
        turned = self._decoded(turned_strip(image, lines[i]) for i in doubtful)
        for i, glyphs in zip(doubtful, turned, strict=True):
            other = Reading(_scaled(glyphs, side_lengths(lines[i].polygon)[0] / STRIP_PX))
            if other.confidence > readings[i].confidence:
                readings[i] = other
        return readings

    def _decoded(self, strips: Iterator[Pixels]) -> Iterator[list[Glyph]]:
        for batch in _batches(strips):
            width = max(320, max(strip.shape[1] for strip in batch))
            tensor = np.zeros((len(batch), 3, STRIP_PX, width), np.float32)
            for row, strip in zip(tensor, batch, strict=True):
                row[:, :, : strip.shape[1]] = strip[:, :, ::-1].transpose(2, 0, 1) * np.float32(2 / 255) - 1
            likely = session(RECOGNISER).run(None, {"x": tensor})[0]
            step = width / likely.shape[1]
            for rows, strip in zip(likely, batch, strict=True):
                yield self._glyphs(rows[: int(np.ceil(strip.shape[1] / step))], step)

    def _glyphs(self, likely: NDArray[np.float32], step: float) -> list[Glyph]:
        """Best path of the connectionist output (steps, characters), with the other candidates at each peak."""
        best = likely.argmax(axis=1)
        changes = np.flatnonzero(np.diff(best)) + 1
        runs = np.split(np.arange(len(best)), changes)
        spots = [
            (int(run[likely[run, best[run[0]]].argmax()]), run) for run in runs if best[run[0]] != _BLANK
        ]
        middles = [(float(run[0] + run[-1]) / 2 + 0.5) * step for _, run in spots]
        steps = sorted(b - a for a, b in zip(middles, middles[1:], strict=False))
        reach = min(steps[len(steps) // 2], STRIP_PX) / 2 if steps else STRIP_PX / 2
        glyphs = []
        for k, (peak, _) in enumerate(spots):
            before = middles[k] - middles[k - 1] if k else 2 * reach
            after = middles[k + 1] - middles[k] if k + 1 < len(spots) else 2 * reach
            row = likely[peak]
            glyphs.append(
                Glyph(
                    alphabet()[best[peak]],
                    middles[k] - min(before / 2, 1.2 * reach),
                    middles[k] + min(after / 2, 1.2 * reach),
                    round(float(row[best[peak]]), 4),
                    self._others(row, int(best[peak])),
                )
            )
        return glyphs

    def _others(self, row: NDArray[np.float32], chosen: int) -> tuple[Alternative, ...]:
        if row[chosen] > 1 - self._settings.least:
            return ()
        count = self._settings.alternatives + 2
        top = np.argpartition(row, -count)[-count:]
        ranked = sorted((int(i) for i in top), key=lambda i: -row[i])
        kept = [i for i in ranked if i not in (chosen, _BLANK) and row[i] >= self._settings.least]
        names = alphabet()
        return tuple(
            Alternative(names[i], round(float(row[i]), 4)) for i in kept[: self._settings.alternatives]
        )


_ALPHABET: list[str] = []


def alphabet() -> list[str]:
    """The recogniser's characters by index: the blank, those of the model's metadata, the space."""
    if not _ALPHABET:
        listed = session(RECOGNISER).get_modelmeta().custom_metadata_map["character"].splitlines()
        _ALPHABET.extend(["", *listed, " "])
    return _ALPHABET


def _aspect(line: LineBox) -> float:
    width, height = side_lengths(line.polygon)
    return max(width, height) / max(1.0, min(width, height))


def _by_width(lines: Sequence[LineBox], chosen: list[int]) -> list[int]:
    return sorted(chosen, key=lambda i: _aspect(lines[i]))


def _batches(strips: Iterator[Pixels]) -> Iterator[list[Pixels]]:
    """Strips of like width together, as many as fit the memory that one run may take."""
    batch: list[Pixels] = []
    for strip in strips:
        width = max(320, strip.shape[1])
        if batch and (len(batch) == _BATCH_LINES or (len(batch) + 1) * width > _BATCH_PX):
            yield batch
            batch = []
        batch.append(strip)
    if batch:
        yield batch


def _scaled(glyphs: list[Glyph], scale: float) -> tuple[Glyph, ...]:
    return tuple(
        Glyph(g.char, max(0.0, g.start * scale), g.end * scale, g.confidence, g.alternatives) for g in glyphs
    )


def _down_the_line(glyphs: list[Glyph], cells: list[tuple[int, int]]) -> list[Glyph]:
    """Glyphs of a re-laid strip, moved back to their cells of the vertical line. Spaces are gaps of the
    cutting, not of the print, and go."""
    moved = []
    for glyph in glyphs:
        if glyph.char == " ":
            continue
        top, bottom = cells[min(len(cells) - 1, max(0, int((glyph.start + glyph.end) / 2 / STRIP_PX)))]
        moved.append(Glyph(glyph.char, top, bottom, glyph.confidence, glyph.alternatives))
    return moved
