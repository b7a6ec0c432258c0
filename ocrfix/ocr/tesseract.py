"""Tesseract as an engine: lines stacked into blocks, one call a block. The only importer of pytesseract."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace

import pytesseract
from PIL import Image

from ocrfix.errors import SetupError
from ocrfix.geometry import side_lengths
from ocrfix.model.page import Glyph, WritingMode
from ocrfix.model.text import is_wide
from ocrfix.ocr.blocks import Block, Strip, cut_strip, stack
from ocrfix.ocr.engine import LineBox, Pixels, Reading
from ocrfix.ocr.symbols import Symbol, find_words

MODELS = {
    "zh-Hans": "chi_sim",
    "zh-Hant": "chi_tra",
    "ja": "jpn",
    "en": "eng",
    "de": "deu",
    "fr": "fra",
    "es": "spa",
    "it": "ita",
    "nl": "nld",
    "pt": "por",
}
"""Tesseract's model for each language."""

_SQUARES = ("zh-Hans", "zh-Hant", "ja")
_PSM_BLOCK, _PSM_VERTICAL, _PSM_LINE = 6, 5, 7


@dataclass(frozen=True, slots=True, kw_only=True)
class TesseractSettings:
    """`across_px`: height a line is scaled to (the width of a vertical one); `gap`: paper between two lines,
    in lines; `block`: most lines a call; `retries`: most lines of a page that are read once more alone."""

    across_px: int = 40
    gap: float = 0.6
    block: int = 40
    retries: int = 20


@dataclass(frozen=True, slots=True)
class Install:
    """What is installed: `version` is None where there is no Tesseract, `languages` are names of models."""

    version: str | None
    languages: tuple[str, ...] = ()


def find_tesseract() -> Install:
    """Looks for Tesseract and its models; never raises."""
    try:
        version = str(pytesseract.get_tesseract_version())
        return Install(version, tuple(sorted(pytesseract.get_languages())))
    except (pytesseract.TesseractNotFoundError, OSError, SystemExit):
        return Install(None)


def package_of(model: str) -> str:
    """The Debian package that holds a model.

    >>> package_of("chi_sim_vert")
    'tesseract-ocr-chi-sim-vert'
    """
    return f"tesseract-ocr-{model.replace('_', '-')}"


class Tesseract:
    """Reads lines with the Tesseract program. SetupError where it or a model is missing."""

    name = "tesseract"

    def __init__(self, settings: TesseractSettings | None = None) -> None:
        self._settings = settings or TesseractSettings()

    @property
    def version(self) -> str:
        with _translated():
            return str(pytesseract.get_tesseract_version())

    def read(self, image: Pixels, lines: Sequence[LineBox], language: str) -> list[Reading]:
        """See `engine.Engine`. "auto" reads as "zh-Hans", whose model knows Latin letters too."""
        language = "zh-Hans" if language == "auto" else language
        readings = [Reading(())] * len(lines)
        down = [i for i, line in enumerate(lines) if line.writing_mode is WritingMode.VERTICAL]
        flat = [i for i, line in enumerate(lines) if line.writing_mode is not WritingMode.VERTICAL]
        for chosen, vertical in ((flat, False), (down, True)):
            if chosen:
                job = _Job(image, language, vertical, self._settings)
                for i, reading in zip(chosen, job.read([lines[i] for i in chosen]), strict=True):
                    readings[i] = reading
        return readings


class _Job:
    """The lines of one page and one writing mode."""

    def __init__(self, image: Pixels, language: str, vertical: bool, settings: TesseractSettings) -> None:
        self._image = image
        self._squares = language in _SQUARES
        self._turned = vertical and not self._squares
        self._vertical = vertical and self._squares
        self._model = _model(language, self._vertical)
        self._settings = settings

    def read(self, lines: Sequence[LineBox]) -> list[Reading]:
        """Lines of like length share a block; those that came back empty are tried once more alone."""
        readings = [Reading(())] * len(lines)
        order = sorted(range(len(lines)), key=lambda i: _length_em(lines[i]))
        size = self._settings.block
        psm = _PSM_VERTICAL if self._vertical else _PSM_BLOCK
        for start in range(0, len(order), size):
            part = order[start : start + size]
            for i, reading in zip(part, self._read_block([lines[i] for i in part], psm), strict=True):
                readings[i] = reading
        empty = [i for i in order if not readings[i].glyphs]
        for i in empty[: self._settings.retries] if len(order) > 1 else ():
            (readings[i],) = self._read_block([lines[i]], _PSM_VERTICAL if self._vertical else _PSM_LINE)
        return readings

    def _read_block(self, lines: Sequence[LineBox], psm: int) -> list[Reading]:
        across = self._settings.across_px
        strips = [cut_strip(self._image, line, across, self._vertical, self._turned) for line in lines]
        block = stack(strips, self._vertical, round(across * self._settings.gap))
        words = _words_by_slot(block, find_words(_hocr(block, self._model, psm)))
        return [
            Reading(tuple(_glyphs(block, slot, strip, words[slot], self._squares)))
            for slot, strip in enumerate(strips)
        ]


def _length_em(line: LineBox) -> float:
    width, height = side_lengths(line.polygon)
    return max(width, height) / max(1.0, min(width, height))


def _model(language: str, vertical: bool) -> str:
    """The model's name, alone: with `+eng` beside it, Chinese lines were now and then read as English."""
    try:
        model = MODELS[language] + ("_vert" if vertical else "")
    except KeyError:
        raise SetupError(
            f"Tesseract has no model for {language!r}", f"use one of {', '.join(MODELS)}"
        ) from None
    with _translated():
        installed = pytesseract.get_languages()
    if model not in installed:
        raise SetupError(f"Tesseract's language {model} is not installed", f"apt install {package_of(model)}")
    return model


def _hocr(block: Block, model: str, psm: int) -> str:
    config = f"--psm {psm} --dpi 300 -c hocr_char_boxes=1 -c lstm_choice_mode=2"
    picture = Image.fromarray(block.pixels)
    with _translated(), _one_thread():
        page = pytesseract.image_to_pdf_or_hocr(picture, lang=model, config=config, extension="hocr")
    return page.decode("utf-8") if isinstance(page, bytes) else str(page)


@contextmanager
def _translated() -> Iterator[None]:
    """Turns pytesseract's exceptions into SetupError."""
    try:
        yield
    except pytesseract.TesseractNotFoundError:
        raise SetupError(
            "Tesseract is not installed",
            "apt install tesseract-ocr tesseract-ocr-chi-sim tesseract-ocr-chi-sim-vert",
        ) from None
    except pytesseract.TesseractError as error:
        why = " ".join(str(error.message).split())[:200]
        raise SetupError(f"Tesseract failed: {why}", "see `ocrfix doctor`") from error


@contextmanager
def _one_thread() -> Iterator[None]:
    """Tesseract's threads get in each other's way: one is 5 to 7 times faster."""
    name = "OMP_THREAD_LIMIT"
    before = os.environ.get(name)
    os.environ[name] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before


def _words_by_slot(block: Block, words: list[tuple[Symbol, ...]]) -> list[list[tuple[Symbol, ...]]]:
    """Each word, or each part of one that runs over two lines, to the line it stands on, along the line."""
    by_slot: list[list[tuple[Symbol, ...]]] = [[] for _ in block.slots]
    for word in words:
        parts: dict[int, list[Symbol]] = {}
        for symbol in word:
            parts.setdefault(block.slot_at(symbol.box), []).append(symbol)
        for slot, part in parts.items():
            by_slot[slot].append(tuple(part))
    for row in by_slot:
        row.sort(key=lambda word: word[0].box.top if block.vertical else word[0].box.left)
    return by_slot


def _glyphs(
    block: Block, slot: int, strip: Strip, words: list[tuple[Symbol, ...]], squares: bool
) -> Iterator[Glyph]:
    """The words' symbols as glyphs, with a space where one is printed."""
    where = block.slots[slot]
    origin = where.top if block.vertical else where.left
    length = (where.height if block.vertical else where.width) / strip.scale
    last: Glyph | None = None
    for word in words:
        for place, symbol in enumerate(word):
            start, end = (
                (symbol.box.top, symbol.box.bottom) if block.vertical else (symbol.box.left, symbol.box.right)
            )
            glyph = Glyph(
                symbol.char,
                max(0.0, (start - origin) / strip.scale),
                min(length, (end - origin) / strip.scale),
                round(symbol.confidence, 4),
                symbol.alternatives,
            )
            if last is not None and place == 0 and _spaced(last.char, glyph.char, squares):
                yield replace(
                    glyph, char=" ", start=last.end, end=max(last.end, glyph.start), alternatives=()
                )
            yield glyph
            last = glyph


def _spaced(left: str, right: str, squares: bool) -> bool:
    """Whether a gap between two of Tesseract's words is a space.

    Tesseract puts gaps between most Chinese characters and round their punctuation.
    """
    if is_wide(left) or is_wide(right):
        return False
    return not squares or (left.isalnum() and right.isalnum())
