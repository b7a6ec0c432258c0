"""The one list of stages that turn a scan into a page of articles.

Until the last stage everything stands in pixels of the upright working image; `page_on_scan` takes it to the
scan.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

import cv2
import numpy as np

from ocrfix import __version__
from ocrfix.articles.build import build_articles
from ocrfix.geometry import Blanks, Box, box_of
from ocrfix.image.bend import find_bend, unbent
from ocrfix.image.clean import find_page, flatten
from ocrfix.image.fold import cut_out, find_fold, halves
from ocrfix.image.frame import Frame
from ocrfix.image.ink import Grey, Ink, letters, page_ink, within
from ocrfix.image.perspective import find_sheet, from_above
from ocrfix.image.scan import Scan
from ocrfix.image.straighten import find_skew, upright
from ocrfix.language.ngram import model_with
from ocrfix.language.phrases import phrases_of
from ocrfix.language.script import LATIN, find_language
from ocrfix.language.variants import simplified
from ocrfix.layout.axes import Axes
from ocrfix.layout.credits import credits_apart
from ocrfix.layout.ends import find_ends, find_strip_ends
from ocrfix.layout.gutters import find_cuts
from ocrfix.layout.joints import Continues
from ocrfix.layout.lines import main_mode
from ocrfix.layout.missed import find_missed
from ocrfix.layout.separators import Furnishings, find_furnishings
from ocrfix.layout.structure import find_structure
from ocrfix.layout.tints import find_tints
from ocrfix.model.page import Doubt, Page, Source, Step, TextLine, WritingMode
from ocrfix.ocr.cutting import cut_lines, with_ends
from ocrfix.ocr.detect import find_lines
from ocrfix.ocr.direction import with_directions
from ocrfix.ocr.engine import Engine, LineBox, Pixels, Reading, is_askew, level_box, runs_down
from ocrfix.ocr.engines import engine_named
from ocrfix.ocr.figure_pairs import with_figure_pairs
from ocrfix.ocr.fused import lines_whole
from ocrfix.ocr.headline_pieces import headlines_whole
from ocrfix.ocr.overlaid import without_overlaid
from ocrfix.ocr.prints import with_prints
from ocrfix.ocr.rapid import Rapid
from ocrfix.ocr.row_pieces import pieces_joined
from ocrfix.ocr.signs import with_signs
from ocrfix.ocr.stacks import pairs_across, rows_apart
from ocrfix.ocr.strip_pieces import strips_whole
from ocrfix.ocr.strips import strips_apart, strips_joined
from ocrfix.ocr.strokes import with_first_strokes
from ocrfix.ocr.stubs import stubs_upright, with_last_characters
from ocrfix.ocr.turn import find_turn
from ocrfix.ocr.unseen import with_unseen
from ocrfix.placing import page_on_scan
from ocrfix.repairing import repaired
from ocrfix.settings import Settings

Progress = Callable[[str], None]
"""Called with the name of each stage as it begins."""

SMALLEST_PX = 200
_FACING = 1.2
_EM_OF_BOX = 0.72
_HEADLINE_EM = 1.8
"""How wide the box of a line of a headline is at least: that of text has margins too."""

_UNSURE, _SURE = 0.8, 0.95
_REVERSED = 0.55
"""Share of dark pixels in a line that is printed white on black: its blanks are its letters."""


def pages_in(scan: Scan) -> tuple[Scan, ...]:
    """The scan, or the left and the right page of two that face each other in it."""
    height, width = scan.pixels.shape[:2]
    if width < _FACING * height or height < SMALLEST_PX or scan.part is not None:
        return (scan,)
    _, _, frame, boxes = _looked_at(scan)
    fold = find_fold([box_of(line.polygon) for line in boxes])
    if fold is None:
        return (scan,)
    head, foot = frame.on_scan([(fold, 0), (fold, frame.height_px)])
    left, right = halves(head, foot, (width, height))
    return (
        replace(scan, name=f"{scan.name}-left", part=left),
        replace(scan, name=f"{scan.name}-right", part=right),
    )


def read_page(scan: Scan, settings: Settings, progress: Progress) -> Page:
    """The page that a scan shows. SetupError where an engine's program or language is not installed."""
    page = _empty(scan, settings)
    height, width = scan.pixels.shape[:2]
    if min(height, width) < SMALLEST_PX:
        return _blank(page, f"the scan is smaller than {SMALLEST_PX} pixels: scan it again at 300 dpi")
    engine = engine_named(settings.engine)
    progress("finding lines")
    image, lit, frame, boxes = _looked_at(scan)
    _looked_at.cache_clear()
    quarters = find_turn(image, boxes)
    if quarters:
        image, lit, frame = _straightened(scan, quarters)
        boxes = find_lines(image)
    boxes = without_overlaid(boxes)
    if not boxes:
        return _blank(page, "no text was found: the paper seems to be blank")
    grey = np.asarray(cv2.cvtColor(image, cv2.COLOR_RGB2GRAY), dtype=np.uint8)
    ink = page_ink(grey, [box_of(line.polygon) for line in boxes])
    language = _language(settings, image, boxes)
    boxes = lines_whole(boxes, ink)
    em = _em_of(boxes)
    blanks = _blanks_in(ink, Axes(False, image.shape[1]), on_grounds=True)

    def read(lines: Sequence[LineBox]) -> list[Reading]:
        return engine.read(image, lines, language)

    boxes = headlines_whole(with_unseen(boxes, ink, em, read), em, blanks, read)
    boxes = strips_whole(boxes, em, read)
    boxes = strips_apart(with_first_strokes(boxes, ink, _em_of(boxes), read), blanks)
    furnishings, boxes = _furnished(grey, lit, ink, boxes)
    progress("reading")
    lines = credits_apart(_read(engine, image, boxes, language, settings, grey, ink))
    if not lines:
        return _blank(page, "nothing could be read: the scan seems to show no text")
    if settings.language == "auto":
        language = find_language("\n".join(line.reading for line in lines), _read_surely(lines))
    progress("finding articles")
    size_px = (image.shape[1], image.shape[0])
    outline = find_structure(
        lines,
        [_weight(ink, line.box) for line in lines],
        furnishings,
        size_px,
        continues(language, settings, lines),
    )
    page = replace(
        page,
        language=language,
        regions=outline.regions,
        separators=outline.separators,
        pictures=outline.pictures,
        steps=(*page.steps, Step("read", engine.version, (("engine", engine.name),))),
    )
    progress("repairing")
    page = build_articles(page, outline)
    page = replace(page, doubts=_doubts(page))
    return page_on_scan(repaired(page, settings.lexicon, settings.language_model), frame, width, height)


def _read_surely(lines: Sequence[TextLine]) -> str:
    return "".join(glyph.char for line in lines for glyph in line.glyphs if glyph.confidence > _SURE)


def continues(language: str, settings: Settings, lines: Sequence[TextLine]) -> Continues | None:
    """What is known of broken sentences: the model of the news knows Chinese only, in Latin letters words
    tell."""
    if language in LATIN:
        return phrases_of(language, (line.reading for line in lines)).joint
    if language.split("-")[0] != "zh":
        return None
    model = model_with(settings.language_model)
    return lambda before, after: model.joint(simplified(before[-4:]), simplified(after[:8]))


def _empty(scan: Scan, settings: Settings) -> Page:
    height, width = scan.pixels.shape[:2]
    source = Source(
        file=scan.file, page=scan.page, sha256=scan.sha256, width_px=width, height_px=height, dpi=scan.dpi
    )
    chosen = [("engine", settings.engine), ("language", settings.language)]
    if settings.lexicon:
        chosen.append(("lexicon", settings.lexicon.digest))
    if settings.lexicon.learned:
        chosen.append(("lessons", settings.lexicon.learned.digest))
    if settings.language_model is not None:
        chosen.append(("language_model", settings.language_model.name))
    if scan.part is not None:
        chosen.append(("part_px", " ".join(f"{x:.0f},{y:.0f}" for x, y in scan.part)))
    language = "und" if settings.language == "auto" else settings.language
    return Page(
        name=scan.name, source=source, language=language, steps=(Step("ocrfix", __version__, tuple(chosen)),)
    )


def _blank(page: Page, why: str) -> Page:
    return replace(page, doubts=(Doubt(kind="blank", text=why),))


@lru_cache(maxsize=1)
def _looked_at(scan: Scan) -> tuple[Pixels, Grey, Frame, tuple[LineBox, ...]]:
    """The working image as the scan lies, the same as lit, its map back, and the lines on it. Where a wide
    scan was looked at for a fold and has none, it is kept for `read_page`, which lets it go: it is large."""
    image, lit, frame = _straightened(scan, 0)
    return image, lit, frame, find_lines(image)


def _straightened(scan: Scan, quarters: int) -> tuple[Pixels, Grey, Frame]:
    """The working image, its brightness before its light was evened out, and its map back to the scan."""
    pixels, to_scan = (scan.pixels, np.eye(3)) if scan.part is None else cut_out(scan.pixels, scan.part)
    grey = np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), dtype=np.uint8)
    corners = find_sheet(grey)
    if corners is not None:
        pixels, back = from_above(pixels, corners)
        grey, to_scan = np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), dtype=np.uint8), to_scan @ back
    crop = find_page(grey)
    inner = grey[int(crop.top) : int(crop.bottom), int(crop.left) : int(crop.right)]
    skew = find_skew(np.ascontiguousarray(np.rot90(inner, -quarters)))
    image, frame = upright(pixels, turn_quarters=quarters, skew_deg=skew, crop=crop)
    frame = frame.behind(to_scan)
    lit = np.asarray(cv2.cvtColor(image, cv2.COLOR_RGB2GRAY), dtype=np.uint8)
    bend = find_bend(lit)
    if bend is not None:
        image, frame = unbent(image, frame, bend)
        lit = np.asarray(cv2.cvtColor(image, cv2.COLOR_RGB2GRAY), dtype=np.uint8)
    return flatten(image), lit, frame


def _furnished(
    grey: Grey, lit: Grey, ink: Ink, boxes: Sequence[LineBox]
) -> tuple[Furnishings, tuple[LineBox, ...]]:
    """Rules and pictures, and the lines cut where they run across a gutter or a rule; `lit` shows tints."""
    em = _em_of(boxes)
    texts = tuple(box_of(line.polygon) for line in boxes if not is_askew(line, em))
    drawn = find_furnishings(grey, texts, em)
    furnishings = replace(drawn, tints=find_tints(lit, drawn.pictures, em))
    axes = Axes(runs_down(boxes), grey.shape[1])
    if axes.vertical:
        boxes = _as_lines(boxes, ink, axes, em)
    flat = [box_of(line.polygon) for line in boxes]
    mode = WritingMode.VERTICAL if axes.vertical else WritingMode.HORIZONTAL
    dark = [_weight(ink, box) > _REVERSED for box in flat]
    own = [i for i, line in enumerate(boxes) if line.writing_mode is mode and not dark[i]]
    fences = furnishings.down(axes)
    logical = [axes.logical(level_box(line)) for line in boxes]
    cuts = find_cuts([logical[i] for i in own], fences, em, _blanks_in(ink, axes), tiers=axes.vertical)
    strips = [logical[i] for i, line in enumerate(boxes) if line.writing_mode is not mode]
    cuts |= find_strip_ends([logical[i] for i in own], strips)
    parts = cut_lines(boxes, {own[k]: places for k, places in cuts.items()})
    if axes.vertical:
        parts = (*parts, *_missed(parts, furnishings, axes, ink, em))
    return furnishings, _with_full_ends(parts, mode, axes, fences, em)


def _em_of(boxes: Sequence[LineBox]) -> float:
    """The size of the text's characters, in pixels."""
    flat = [box_of(line.polygon) for line in boxes]
    return _EM_OF_BOX * float(np.median([min(box.width, box.height) for box in flat]))


def _as_lines(boxes: Sequence[LineBox], ink: Ink, axes: Axes, em: float) -> tuple[LineBox, ...]:
    """The lines of a vertical page, those set across it one a row and the shortest ones as they run."""
    lit = _blanks_in(ink, axes, white_too=True)

    def down(box: Box) -> list[tuple[float, float]]:
        return lit(axes.logical(box))

    rows = rows_apart(boxes, _blanks_in(ink, Axes(False, ink.shape[1])), down, em)
    upright = stubs_upright(with_last_characters(pairs_across(rows, down, em)))
    return pieces_joined(strips_joined(upright, _HEADLINE_EM * em), down)


def _missed(
    lines: Sequence[LineBox], furnishings: Furnishings, axes: Axes, ink: Ink, em: float
) -> Iterator[LineBox]:
    """Short vertical lines where there is ink but no line, rule or picture."""
    every = [axes.logical(box_of(line.polygon)) for line in lines]
    own = [box for box, line in zip(every, lines, strict=True) if line.writing_mode is WritingMode.VERTICAL]
    others = [*every, *map(axes.logical, furnishings.pictures)]
    rules = [*furnishings.across(axes), *furnishings.down(axes)]
    for box in find_missed(own, em, _blanks_in(ink, axes)):
        taken = any(box.common(other) > 0.25 * min(box.area, other.area) for other in others)
        if not taken and not any(box.common(rule) > 0 for rule in rules):
            yield LineBox(axes.page(box).polygon, WritingMode.VERTICAL)


def _with_full_ends(
    lines: Sequence[LineBox], mode: WritingMode, axes: Axes, fences: Sequence[Box], em: float
) -> tuple[LineBox, ...]:
    """Lines of the page's main mode, reaching to their last mark but over no rule."""
    flat = {
        i: axes.logical(box_of(line.polygon)) for i, line in enumerate(lines) if line.writing_mode is mode
    }
    order = sorted(flat, key=lambda i: flat[i].top)
    result = list(lines)
    for place, i in enumerate(order):
        around = [flat[k] for k in order[max(0, place - 60) : place + 60] if k != i]
        if flat[i].height < 2.2 * em:
            result[i] = with_ends(lines[i], *find_ends(flat[i], around, fences, em))
    return tuple(result)


def _blanks_in(ink: Ink, axes: Axes, *, white_too: bool = False, on_grounds: bool = False) -> Blanks:
    """Looks up the stretches without ink in a box given in logical coordinates; with `white_too`, where the
    box is dark, those without white letters, with `on_grounds` also where black grounds are a part of it."""

    def blanks(box: Box) -> list[tuple[float, float]]:
        part = within(ink, axes.page(box))
        if white_too and part.size and part.mean() > _REVERSED:
            part = ~part
        part = letters(part) if on_grounds else part
        inked = np.flatnonzero(part.mean(axis=1 if axes.vertical else 0) > 0.04)
        edges = np.concatenate([[-1], inked, [part.shape[0 if axes.vertical else 1]]])
        wide = np.flatnonzero(np.diff(edges) > 1)
        return [(box.left + float(edges[k] + 1), box.left + float(edges[k + 1])) for k in wide]

    return blanks


def _language(settings: Settings, image: Pixels, boxes: Sequence[LineBox]) -> str:
    """The language to read in: Tesseract must know it before it reads, the default engine need not."""
    if settings.language != "auto" or settings.engine == "rapid":
        return settings.language
    sample = sorted(boxes, key=lambda line: -box_of(line.polygon).area)[:40]
    return find_language("\n".join(reading.text for reading in Rapid().read(image, sample, "auto")))


def _read(
    engine: Engine,
    image: Pixels,
    boxes: Sequence[LineBox],
    language: str,
    settings: Settings,
    grey: Grey,
    ink: Ink,
) -> tuple[TextLine, ...]:
    """The lines in which something was read, named from the top of the page down."""
    order = sorted(boxes, key=lambda line: (box_of(line.polygon).top, box_of(line.polygon).left))
    readings = with_figure_pairs(
        order, engine.read(image, order, language), lambda some: engine.read(image, some, language)
    )
    begun = with_signs(order, with_prints(image, order, readings), grey, ink)
    seen = [(line, reading) for line, reading in begun if reading.text.strip()]
    lines = [_text_line(f"l{n}", line, reading) for n, (line, reading) in enumerate(seen, 1)]
    vertical = main_mode(lines) is WritingMode.VERTICAL
    if not vertical:
        return tuple(lines)
    model = model_with(settings.language_model)
    return with_directions(lines, lambda text: model.log_probability(simplified(text)))


def _text_line(name: str, line: LineBox, reading: Reading) -> TextLine:
    return TextLine(
        id=name,
        polygon=line.polygon,
        reading=reading.text,
        confidence=round(reading.confidence, 4),
        writing_mode=line.writing_mode,
        glyphs=reading.glyphs,
        readings=reading.readings,
    )


def _weight(ink: Ink, box: Box) -> float:
    """How much of a line's box is dark: bold letters and white ones on black stand out."""
    part = within(ink, box)
    return float(part.mean()) if part.size else 0.0


def _doubts(page: Page) -> tuple[Doubt, ...]:
    unsure = [
        Doubt(kind="reading", text=f"read with confidence {line.confidence:.2f}", line=line.id)
        for line in page.lines()
        if line.confidence is not None and line.confidence < _UNSURE
    ]
    unsettled = [
        Doubt(kind="structure", text=doubt, region=(article.headline or article.byline or (None,))[0])
        for article in page.articles
        for doubt in article.doubts
    ]
    return (*unsettled, *unsure)
