"""Characters of the other Chinese script, or of Japan, where the engine saw the same one in the page's script
too."""

from collections.abc import Iterator

from ocrfix.language.script import is_everyday, script_of
from ocrfix.language.variants import japanese, simplified
from ocrfix.model.edit import Edit
from ocrfix.model.page import Alternative, Glyph, Page, RegionKind

_LETTERED = (RegionKind.NAMEPLATE, RegionKind.ADVERT, RegionKind.UNKNOWN)
"""What is often drawn, or set in the other script on purpose."""

_LEAST = 0.01
"""The least likelihood at which the engine saw the other character, where both are of the page's script."""


def repair_scripts(page: Page) -> Iterator[Edit]:
    """On a page in traditional characters 戶 for 户 and 鄉 for 郷, on one in simplified ones 赛 for 賽.

    The picture must allow it: only what is among the engine's candidates is put. Nameplates, adverts and
    lettering in pictures stay, for they mix the scripts.

    >>> from ocrfix.model.page import Region, Source, TextLine
    >>> glyphs = (Glyph("百", 0, 9, 1.0), Glyph("户", 9, 18, 0.6, (Alternative("戶", 0.3),)))
    >>> line = TextLine(id="l1", polygon=None, reading="百户", confidence=0.9, glyphs=glyphs)
    >>> region = Region(id="r1", kind=RegionKind.BODY, polygon=None, lines=(line,))
    >>> source = Source(file=None, page=1, sha256=None, width_px=None, height_px=None)
    >>> pages = [
    ...     Page(name="a", source=source, language=language, regions=(region,))
    ...     for language in ("zh-Hant", "zh-Hans")
    ... ]
    >>> [[(edit.before, edit.after) for edit in repair_scripts(page)] for page in pages]
    [[('户', '戶')], []]
    """
    if page.language not in ("zh-Hans", "zh-Hant"):
        return
    for region in page.regions:
        for line in region.lines if region.kind not in _LETTERED else ():
            for place, glyph in enumerate(line.glyphs):
                own = _in_own_script(glyph, page.language)
                if own is not None:
                    yield Edit(
                        id="",
                        line=line.id,
                        start=place,
                        before=glyph.char,
                        after=own.char,
                        rule="misread.script",
                        visual=f"the engine saw {own.char} there too ({own.likelihood:.2f})",
                        language=f"the same character in the page's script, {page.language}",
                        confidence=0.95,
                    )


def _in_own_script(glyph: Glyph, script: str) -> Alternative | None:
    foreign = "zh-Hans" if script == "zh-Hant" else "zh-Hant"
    if script_of(glyph.char) != foreign and is_everyday(glyph.char, script):
        return None
    for other in glyph.alternatives:
        if script_of(other.char) == foreign:
            continue
        if script_of(glyph.char) == foreign and simplified(other.char) == simplified(glyph.char):
            return other
        if other.likelihood < _LEAST or is_everyday(glyph.char, script):
            continue
        if japanese(other.char) == glyph.char:
            return other
    return None
