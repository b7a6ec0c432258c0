"""The font of an invisible text layer: every character has a width and a meaning, and no shape."""

import io
from collections.abc import Sequence
from functools import cache
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

from ocrfix.model.text import is_wide

_NAME = "OcrfixInvisible"
_WIDE, _NARROW = 1000, 500
_LAST_CODE = 0xFFFF
BELOW_BASELINE = 0.2
"""How much of a line's height is below its baseline."""

_CMAP = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
{blocks}endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


class InvisibleFont:
    """Gives characters their codes as they come; `finish` writes what was used."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._pdf = pdf
        self._codes: dict[str, int] = {}
        self.proportional = pdf.make_indirect(Dictionary(Type=Name.Font))
        self.square = pdf.make_indirect(Dictionary(Type=Name.Font))

    def encoded(self, text: str) -> str:
        """The text as a hexadecimal string of the font."""
        return "".join(f"{self._code(char):04X}" for char in text)

    def _code(self, char: str) -> int:
        if char not in self._codes:
            if len(self._codes) == _LAST_CODE - 1:
                char = "�"
            self._codes.setdefault(char, len(self._codes) + 1)
        return self._codes[char]

    def finish(self) -> None:
        """Writes the two fonts over one set of characters: in `square` all are as wide as Chinese ones."""
        pdf = self._pdf
        own = Dictionary(
            Type=Name.FontDescriptor,
            FontName=Name("/" + _NAME),
            Flags=4,
            FontBBox=Array([0, -200, _WIDE, 800]),
            ItalicAngle=0,
            Ascent=800,
            Descent=-200,
            CapHeight=800,
            StemV=80,
            FontFile2=pdf.make_indirect(Stream(pdf, _program(), Dictionary(Length1=len(_program())))),
        )
        descriptor = pdf.make_indirect(own)
        meaning = pdf.make_indirect(Stream(pdf, self._meaning().encode()))
        wide = [is_wide(char) for char in self._codes]
        for font, row in ((self.proportional, wide), (self.square, [True] * len(wide))):
            font.Subtype = Name.Type0
            font.BaseFont = Name("/" + _NAME)
            font.Encoding = Name("/Identity-H")
            font.DescendantFonts = Array([self._characters(descriptor, row)])
            font.ToUnicode = meaning

    def _characters(self, descriptor: Any, wide: Sequence[bool]) -> Any:
        """The part of a font that shows the codes, from 1 on, as the program's wide or narrow glyph."""
        glyphs = b"".join(glyph.to_bytes(2, "big") for glyph in (0, *(1 if one else 2 for one in wide)))
        widths = [_WIDE if one else _NARROW for one in wide]
        characters = Dictionary(
            Type=Name.Font,
            Subtype=Name.CIDFontType2,
            BaseFont=Name("/" + _NAME),
            CIDSystemInfo=Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0),
            FontDescriptor=descriptor,
            CIDToGIDMap=self._pdf.make_indirect(Stream(self._pdf, glyphs)),
            DW=_WIDE,
            W=Array([1, Array(widths)]),
        )
        return self._pdf.make_indirect(characters)

    def _meaning(self) -> str:
        rows = [f"<{code:04X}> <{_utf16(char)}>\n" for char, code in self._codes.items()]
        blocks = [rows[at : at + 100] for at in range(0, len(rows), 100)]
        shown = (f"{len(block)} beginbfchar\n{''.join(block)}endbfchar\n" for block in blocks)
        return _CMAP.format(blocks="".join(shown))


def _utf16(char: str) -> str:
    return char.encode("utf-16-be", errors="replace").hex().upper()


def width_of(text: str) -> float:
    """The natural width of a text, in ems."""
    return sum(_WIDE if is_wide(char) else _NARROW for char in text) / 1000


def _extent(width: int) -> Any:
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    pen: Any = TTGlyphPen(None)
    pen.moveTo((0, -200))
    pen.lineTo((width, 800))
    pen.closePath()
    return pen.glyph()


@cache
def _program() -> bytes:
    """A TrueType font of three glyphs: none, wide, narrow.

    A glyph is a line to and fro across its square: it covers nothing, but readers that mark what is selected
    by the extent of glyphs find one.
    """
    from fontTools.fontBuilder import FontBuilder

    builder: Any = FontBuilder(1000, isTTF=True)
    widths = {".notdef": _WIDE, "wide": _WIDE, "narrow": _NARROW}
    builder.setupGlyphOrder(list(widths))
    builder.setupCharacterMap({0xE000: "wide", 0xE001: "narrow"})
    builder.setupGlyf({name: _extent(width) for name, width in widths.items()})
    builder.setupHorizontalMetrics({name: (width, 0) for name, width in widths.items()})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": _NAME, "styleName": "Regular", "psName": _NAME})
    builder.setupOS2(sTypoAscender=800, sTypoDescender=-200, usWinAscent=800, usWinDescent=200)
    builder.setupPost()
    builder.font["head"].created = builder.font["head"].modified = 0
    builder.font.recalcTimestamp = False
    file = io.BytesIO()
    builder.save(file)
    return file.getvalue()
