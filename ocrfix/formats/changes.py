"""What was changed on a page and why, for the eye: edits in their places, doubts, reconstructions."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from ocrfix.model.edit import Edit
from ocrfix.model.page import Page
from ocrfix.model.text import SOFT_HYPHEN, Texts

_AROUND = 8
_SHOWN = {" ": "␣", "\u3000": "□", "\n": "⏎", SOFT_HYPHEN: "¬"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One edit with the characters of the reading around it."""

    edit: Edit
    left: str
    right: str

    @property
    def before(self) -> str:
        return _visible(self.edit.before)

    @property
    def after(self) -> str:
        return _visible(self.edit.after)

    @property
    def reason(self) -> str:
        edit = self.edit
        return f"{edit.rule}: {edit.visual}; {edit.language} ({edit.confidence:.2f})"

    def __str__(self) -> str:
        old = f"[-{self.before}-]" if self.before else ""
        new = f"{{+{self.after}+}}" if self.after else ""
        return f"{self.edit.id} {self.edit.line} {self.left}{old}{new}{self.right} {self.reason}"


def find_changes(page: Page) -> Iterator[Change]:
    """The edits in the order of the page's lines.

    >>> from ocrfix.model.page import Region, RegionKind, Source, TextLine
    >>> line = TextLine(id="l1", polygon=None, reading="钱塘进人关键", confidence=1)
    >>> region = Region(id="r1", kind=RegionKind.BODY, polygon=None, lines=(line,))
    >>> edit = Edit(id="e1", line="l1", start=3, before="人", after="入", rule="misread", visual="alike",
    ...     language="进入 is a word")
    >>> source = Source(file="a.txt", page=1, sha256="", width_px=None, height_px=None)
    >>> page = Page(name="a", source=source, language="zh-Hans", regions=(region,), edits=(edit,))
    >>> print(next(find_changes(page)))
    e1 l1 钱塘进[-人-]{+入+}关键 misread: alike; 进入 is a word (1.00)
    """
    own: dict[str, list[Edit]] = {}
    for edit in page.edits:
        own.setdefault(edit.line, []).append(edit)
    for line in page.lines():
        for edit in sorted(own.get(line.id, ()), key=lambda e: (e.start, e.end)):
            begin = max(0, edit.start - _AROUND)
            yield Change(
                edit=edit,
                left=line.reading[begin : edit.start],
                right=line.reading[edit.end : edit.end + _AROUND],
            )


def find_joins(page: Page) -> Iterator[str]:
    """Where a paragraph goes on over the end of a region: what was cut there and is one sentence now."""
    texts = Texts(page)
    for article in page.articles:
        for paragraph in article.body:
            for last, following in itertools.pairwise(paragraph.lines):
                if texts.region_of(last) != texts.region_of(following):
                    left, right = (
                        texts.line(last).rstrip()[-_AROUND:],
                        texts.line(following).lstrip()[:_AROUND],
                    )
                    yield f"{last}+{following} {left}|{right} join: the sentence goes on"


def explanations(page: Page) -> Iterator[str]:
    """A line for every reconstruction, every doubt and everything that found no place."""
    for article in page.articles:
        made = article.reconstructed
        if made is not None:
            yield f"reconstructed {article.id}: {' · '.join(made.pieces)}; the body says: {made.evidence}"
    for doubt in page.doubts:
        place = doubt.line or doubt.region or page.name
        other = f"; perhaps {doubt.alternative}" if doubt.alternative else ""
        yield f"doubt {doubt.kind} {place}: {doubt.text}{other}"
    for rest in page.unplaced:
        yield f"unplaced {rest.region}: {rest.why}"


def _visible(text: str) -> str:
    return "".join(_SHOWN.get(char, char) for char in text)
