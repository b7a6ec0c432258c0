"""The words and symbols in Tesseract's hOCR, with the other candidates that its LSTM considered."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from ocrfix.geometry import Box
from ocrfix.model.page import Alternative

LEAST = 0.001
"""Likelihood of a candidate that Tesseract names without giving it a probability."""

_BOX = re.compile(r"\bx_bboxes (\d+) (\d+) (\d+) (\d+)|\bbbox (\d+) (\d+) (\d+) (\d+)")
_CONFIDENCE = re.compile(r"\bx_confs? ([\d.]+)")


@dataclass(frozen=True, slots=True)
class Symbol:
    """One recognised character; `box` is in pixels of the image that was read, `confidence` 0 to 1."""

    char: str
    box: Box
    confidence: float
    alternatives: tuple[Alternative, ...] = ()


@dataclass(slots=True)
class _Draft:
    """A symbol while it is parsed; `box` is None where Tesseract gives none, as in vertical text."""

    confidence: float
    box: Box | None
    text: str = ""
    others: list[tuple[str, float]] = field(default_factory=list)


def find_words(hocr: str, most: int = 5) -> list[tuple[Symbol, ...]]:
    """The words of an hOCR page in Tesseract's order, a tuple of symbols each.

    `hocr` was made with `hocr_char_boxes=1`, better also `lstm_choice_mode=2`; a symbol keeps at most `most`
    alternatives. A symbol without a box of its own takes its share of the word's, down the longer side.
    Entities other than those of HTML are not expanded and nothing is fetched.

    >>> word, = find_words('''<span class='ocrx_word' title='bbox 0 0 20 10; x_wconf 93'>
    ...   <span class='ocrx_cinfo' title='x_bboxes 0 0 9 10; x_conf 80.0'>入</span>
    ...   <span class='ocrx_cinfo' id='lstm_choices_1_1_1'>
    ...     <span class='ocrx_cinfo' id='choice_1_1_1' title='x_confs 80.0'>入</span>
    ...     <span class='ocrx_cinfo' id='choice_1_1_2' title='x_confs 15.0'>人</span></span></span>''')
    >>> word[0].char, word[0].confidence, word[0].alternatives
    ('入', 0.8, (Alternative(char='人', likelihood=0.15),))
    """
    parser = _Parser()
    parser.feed(hocr)
    parser.close()
    return [word for box, drafts in parser.words if (word := _symbols(box, drafts, most))]


class _Parser(HTMLParser):
    """Collects, a word, its box and its drafts. A stack remembers what each open span is."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[tuple[Box | None, list[_Draft]]] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "span":
            return
        given = {name: value or "" for name, value in attrs}
        kind, name, title = given.get("class", ""), given.get("id", ""), given.get("title", "")
        drafts = self.words[-1][1] if self.words else []
        if kind == "ocrx_word":
            self.words.append((_box(title), []))
            self._open.append("word")
        elif kind == "ocrx_cinfo" and name.startswith("choice_") and drafts:
            drafts[-1].others.append(("", _confidence(title)))
            self._open.append("choice")
        elif kind == "ocrx_cinfo" and "x_conf " in title and self.words:
            drafts.append(_Draft(_confidence(title), _box(title)))
            self._open.append("symbol")
        else:
            self._open.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag == "span" and self._open:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        kind = self._open[-1] if self._open else ""
        text = data.strip()
        if kind == "symbol":
            self.words[-1][1][-1].text += text
        elif kind == "choice":
            others = self.words[-1][1][-1].others
            others[-1] = (others[-1][0] + text, others[-1][1])


def _box(title: str) -> Box | None:
    found = _BOX.search(title)
    if found is None:
        return None
    left, top, right, bottom = (int(side) for side in found.groups() if side is not None)
    return Box(left, top, right, bottom) if right > left and bottom > top else None


def _confidence(title: str) -> float:
    found = _CONFIDENCE.search(title)
    return min(1.0, float(found[1]) / 100) if found else 0.0


def _symbols(box: Box | None, drafts: list[_Draft], most: int) -> tuple[Symbol, ...]:
    """Symbols of one code point each: Tesseract gives some ligatures as one symbol of several."""
    symbols: list[Symbol] = []
    drafts = [draft for draft in drafts if draft.text]
    for place, draft in enumerate(drafts):
        where = draft.box or (_share(box, place, len(drafts)) if box else None)
        if where is None:
            continue
        letters = len(draft.text)
        others = _alternatives(draft, most) if letters == 1 else ()
        symbols += [
            Symbol(char, _share(where, i, letters), draft.confidence, others)
            for i, char in enumerate(draft.text)
        ]
    return tuple(symbols)


def _share(box: Box, place: int, count: int) -> Box:
    """Part number `place` of `count` along the longer side."""
    if box.height > box.width:
        step = box.height / count
        return Box(box.left, box.top + place * step, box.right, box.top + (place + 1) * step)
    step = box.width / count
    return Box(box.left + place * step, box.top, box.left + (place + 1) * step, box.bottom)


def _alternatives(draft: _Draft, most: int) -> tuple[Alternative, ...]:
    likelihoods: dict[str, float] = {}
    for char, confidence in draft.others:
        if len(char) == 1 and char != draft.text:
            likelihoods[char] = max(LEAST, confidence, likelihoods.get(char, 0.0))
    ranked = sorted(likelihoods.items(), key=lambda item: -item[1])
    return tuple(Alternative(char, round(likelihood, 4)) for char, likelihood in ranked[:most])
