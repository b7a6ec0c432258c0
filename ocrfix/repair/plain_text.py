"""Text that exists already becomes a page: lines without a place, in regions, gathered into stories."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ocrfix.language.script import find_language
from ocrfix.model.article import Paragraph
from ocrfix.model.outline import CaptionOf, Outline, Story
from ocrfix.model.page import Region, RegionKind, TextLine
from ocrfix.model.patterns import DATELINE
from ocrfix.model.text import squares
from ocrfix.repair.loops import NO_LANGUAGE, is_loose_garble
from ocrfix.repair.notation import find_blocks
from ocrfix.repair.pieces import Piece, find_paragraphs, find_pieces, is_bare_date
from ocrfix.repair.seams import ends_on_a_mark, goes_on, is_open, one_heading

_HEADS = (RegionKind.HEADING, RegionKind.KICKER, RegionKind.SUBHEADING)
_FURNITURE = (RegionKind.NAMEPLATE, RegionKind.IMPRINT, RegionKind.FOLIO, RegionKind.RUNNING_HEAD)
_CUT = 4.0
"""Nats of `goes_on` that make a short line and the prose after it one sentence."""

_TITLE = 8.0
"""Squares of the longest name of a paper or section."""

_SAYS = ("强调", "強調", "指出", "要求", "表示", "提出", "部署", "透露", "认为", "認為")
_MARKED, _GUESSED = 3.0, 1.0
"""How sure a story is, as `Story.margin`: told by the notation, or by the length of lines only."""


def read_text(text: str) -> tuple[str, Outline]:
    """The language of a text and what stands in it; its lines have no polygon.

    >>> rows = ("# 政企合力", "■记者 赵一霖", "本报讯 3月27日，会议召开。", "機 82987136")
    >>> language, outline = read_text("\\n\\n".join(rows))
    >>> language, outline.stories[0].headline, [region.kind.value for region in outline.regions]
    ('zh-Hans', ('r1',), ['heading', 'byline', 'body', 'imprint'])
    """
    pieces = find_pieces(find_blocks(text))
    language = find_language("\n".join(line for piece in pieces for line in piece.lines))
    builder = _Builder(pieces, chinese=language.startswith("zh"))
    return language, builder.outline()


@dataclass(slots=True)
class _Open:
    """The story that is being gathered."""

    story: Story
    level: int = 0
    last: str = ""

    @property
    def has_body(self) -> bool:
        return bool(self.story.body)


@dataclass(slots=True)
class _Builder:
    """Goes through the pieces once, from the first to the last."""

    pieces: Sequence[Piece]
    chinese: bool
    _regions: list[Region] = field(default_factory=list)
    _stories: list[Story] = field(default_factory=list)
    _captions: list[CaptionOf] = field(default_factory=list)
    _adverts: list[tuple[str, ...]] = field(default_factory=list)
    _reasons: dict[str, str] = field(default_factory=dict)
    _open: _Open | None = None
    _lines: int = 0

    def outline(self) -> Outline:
        place = 0
        while place < len(self.pieces):
            place = self._take(place)
        self._close()
        return Outline(
            regions=tuple(self._regions),
            stories=tuple(self._stories),
            captions=tuple(self._captions),
            adverts=tuple(self._adverts),
            reasons=self._reasons,
            separators=(),
            pictures=(),
        )

    def _take(self, place: int) -> int:
        """Give the piece at `place` its own; the place of the next one."""
        piece = self.pieces[place]
        if piece.ends:
            self._close()
            if piece.lines:
                self._unplaced(piece, "an ornament that parts articles")
        elif self._dates_a_letter(piece):
            self._lines_of([piece])
        elif piece.listed or piece.kind in (*_FURNITURE, RegionKind.ADVERT):
            self._outside(piece)
        elif piece.kind in _HEADS or piece.kind is RegionKind.UNKNOWN:
            return self._heads(place)
        elif piece.kind is RegionKind.BYLINE:
            self._byline(piece, place)
        elif piece.kind in (RegionKind.CAPTION, RegionKind.CREDIT):
            self._caption(self._add(piece.kind, piece.lines))
        elif piece.kind is RegionKind.CONTINUATION and self._open:
            name = self._add(piece.kind, piece.lines)
            story = self._open.story
            self._open.story = replace(story, continuation=(*story.continuation, name))
        else:
            self._body(piece)
        return place + 1

    def _heads(self, place: int) -> int:
        """A run of headings and short lines: what they are depends on what follows them."""
        end = place
        while end < len(self.pieces) and self._in_run(self.pieces[end]):
            end += 1
        run = list(self.pieces[place:end])
        after = self.pieces[end] if end < len(self.pieces) and not self.pieces[end].ends else None
        remains = next((i for i, piece in enumerate(run) if not piece.remain), len(run))
        if _are_fragments(run[:remains], after):
            for piece in run[:remains]:
                self._unplaced(piece, "a fragment that belongs nowhere")
            run = run[remains:]
        if len(run) > 1 or not _is_text(after):
            litter = [piece for piece in run if not piece.level and is_loose_garble(piece.text)]
            for piece in litter:
                self._unplaced(piece, NO_LANGUAGE)
            run = [piece for piece in run if piece not in litter]
        if run and self._is_title(run):
            self._section(run.pop(0))
        if not run:
            return end
        if after is not None and after.kind is RegionKind.CREDIT:
            self._headline(run[:-1], None)
            self._caption(self._add(RegionKind.CAPTION, run[-1].lines))
        elif self._goes_on_in(run, after):
            self._body(replace(run[0], kind=RegionKind.BODY))
        elif self._is_crosshead(run, after):
            self._crosshead(run[0])
        else:
            items = next((i for i, piece in enumerate(run) if piece.item and not piece.level), len(run))
            self._headline(run[:items], run[items] if items < len(run) else after)
            self._lines_of(run[items:])
        return end

    def _is_title(self, run: Sequence[Piece]) -> bool:
        """Whether a text begins with a short heading above all others: the name of the paper or section."""
        first = run[0]
        if self._stories or self._open is not None or not first.level or squares(first.text) > _TITLE:
            return False
        others = [piece.level for piece in self.pieces if piece.level and piece is not first]
        return len(run) > 1 and len(others) > 1 and first.level < min(others)

    def _dates_a_letter(self, piece: Piece) -> bool:
        """Whether a day alone stands under the name of who wrote the text."""
        if piece.listed or self._open is None or not is_bare_date(piece):
            return False
        name = self._open.last.strip()
        return self._open.has_body and squares(name) <= _TITLE and is_open(name) and not ends_on_a_mark(name)

    def _section(self, piece: Piece) -> None:
        self._add(RegionKind.SECTION, piece.lines)

    def _in_run(self, piece: Piece) -> bool:
        return (
            not piece.ends and not piece.listed and (piece.kind in _HEADS or piece.kind is RegionKind.UNKNOWN)
        )

    def _goes_on_in(self, run: Sequence[Piece], after: Piece | None) -> bool:
        """Whether a short line without a mark goes on with the sentence that stands open."""
        if len(run) != 1 or run[0].level or self._open is None or not self._open.has_body:
            return False
        if after is not None and after.kind is RegionKind.BODY and goes_on(run[0].text, after.text) > _CUT:
            return True
        last, text = self._open.last, run[0].text
        if not is_open(last) or (after is not None and after.kind is not RegionKind.BODY):
            return False
        return ends_on_a_mark(last) or goes_on(last, text) > 2.0

    def _is_crosshead(self, run: Sequence[Piece], after: Piece | None) -> bool:
        if len(run) != 1 or self._open is None or not self._open.has_body or not _is_text(after):
            return False
        if after is None or after.kind is RegionKind.BYLINE or DATELINE.match(after.text):
            return False
        return run[0].level > self._open.level or (run[0].kind is RegionKind.UNKNOWN)

    def _crosshead(self, piece: Piece) -> None:
        name = self._add(RegionKind.CROSSHEAD, piece.lines)
        lines = tuple(line.id for line in self._region(name).lines)
        self._extend((Paragraph(lines, crosshead=True),), "")

    def _lines_of(self, run: Sequence[Piece]) -> None:
        """Short lines as text of the story that is open: items, verse, what stands under a letter."""
        for piece in run:
            self._body(replace(piece, kind=RegionKind.BODY))

    def _headline(self, run: Sequence[Piece], after: Piece | None) -> None:
        """Kicker, headline and subheading of a new story. What no text follows is a headline only where a
        mark says so; else it is text itself."""
        if not run:
            return
        marked = [piece for piece in run if piece.level]
        if not marked and not _is_text(after):
            self._lines_of(run)
            return
        heads = len(run)
        while not _is_text(after) and run[heads - 1].kind is RegionKind.UNKNOWN:
            heads -= 1
        run, lines = run[:heads], run[heads:]
        self._close()
        first, last = _headline_of(run)
        kicker = self._decks(RegionKind.KICKER, run[:first])
        headline = self._decks(RegionKind.HEADING, run[first:last])
        below = self._decks(RegionKind.SUBHEADING, run[last:])
        margin = _MARKED if marked else _GUESSED
        story = Story(kicker=kicker, headline=headline, subheadline=below, margin=margin)
        self._open = _Open(story, level=run[first].level)
        self._lines_of(lines)

    def _decks(self, kind: RegionKind, run: Sequence[Piece]) -> tuple[str, ...]:
        """Regions for the lines of a heading; a line that goes straight on is of the region before."""
        grouped: list[list[str]] = []
        for piece in run:
            for line in piece.lines:
                if grouped and self.chinese and one_heading(grouped[-1][-1], line):
                    grouped[-1].append(line)
                else:
                    grouped.append([line])
        return tuple(self._add(kind, lines) for lines in grouped)

    def _byline(self, piece: Piece, place: int) -> None:
        """Of the story that is open; a new one begins where that has its text and its signature already."""
        after = self.pieces[place + 1] if place + 1 < len(self.pieces) else None
        follows = after is not None and after.kind is RegionKind.BODY
        signs = piece.text.strip()[:1] in "（(" or not follows
        if self._open is None or (self._open.has_body and not signs):
            self._close()
            self._open = _Open(Story(margin=_GUESSED))
        name = self._add(RegionKind.BYLINE, piece.lines)
        self._open.story = replace(self._open.story, byline=(*self._open.story.byline, name))

    def _body(self, piece: Piece) -> None:
        current = self._open
        fresh = DATELINE.match(piece.text) is not None
        if current is None or (fresh and current.has_body and not is_open(current.last)):
            self._close()
        name = self._add(RegionKind.BODY, piece.lines)
        ids = [line.id for line in self._region(name).lines]
        paragraphs = [Paragraph(tuple(ids[i] for i in places)) for places in find_paragraphs(piece.lines)]
        self._extend(tuple(paragraphs), piece.lines[-1])

    def _extend(self, paragraphs: tuple[Paragraph, ...], last: str) -> None:
        if self._open is None:
            self._open = _Open(Story(margin=_GUESSED))
        story = self._open.story
        self._open.story = replace(story, body=(*story.body, *paragraphs))
        self._open.last = last

    def _caption(self, name: str) -> None:
        inside = self._open is not None and self._open.has_body and is_open(self._open.last)
        story = len(self._stories) if inside else None
        last = self._captions[-1] if self._captions else None
        if self._region(name).kind is RegionKind.CREDIT and last and last.region == self._regions[-2].id:
            story = last.story
        self._captions.append(CaptionOf(region=name, picture=None, story=story))

    def _outside(self, piece: Piece) -> None:
        name = self._add(piece.kind, piece.lines)
        if piece.kind is RegionKind.ADVERT:
            self._adverts.append((name,))
        elif piece.kind in (RegionKind.CAPTION, RegionKind.CREDIT):
            self._caption(name)
        elif piece.kind not in _FURNITURE:
            self._reasons[name] = "listed as unplaced in the file"

    def _unplaced(self, piece: Piece, why: str) -> None:
        self._reasons[self._add(RegionKind.UNKNOWN, piece.lines)] = why

    def _close(self) -> None:
        if self._open is not None and self._open.story != Story(margin=self._open.story.margin):
            self._stories.append(self._open.story)
        self._open = None

    def _region(self, name: str) -> Region:
        return self._regions[int(name[1:]) - 1]

    def _add(self, kind: RegionKind, lines: Sequence[str]) -> str:
        """A region for lines; its id."""
        made = []
        for line in lines:
            self._lines += 1
            made.append(TextLine(id=f"l{self._lines}", polygon=None, reading=line, confidence=None))
        name = f"r{len(self._regions) + 1}"
        self._regions.append(Region(id=name, kind=kind, polygon=None, lines=tuple(made)))
        return name


def _is_text(piece: Piece | None) -> bool:
    return piece is not None and (piece.item or piece.kind in (RegionKind.BYLINE, RegionKind.BODY))


def _are_fragments(pieces: Sequence[Piece], after: Piece | None) -> bool:
    """Whether short pieces are what is left of something else: two single characters among them, or nothing
    but one, unless they are the lines of a list."""
    single = [piece for piece in pieces if squares(piece.text.strip()) <= 1]
    if all(piece.beside for piece in single) and not _is_text(after):
        return False
    return len(single) > 1 or (len(single) == len(pieces) == 1 and not _is_text(after))


def _headline_of(run: Sequence[Piece]) -> tuple[int, int]:
    """Where in a run of headings the headline begins and ends: the highest marks, else by the words."""
    levels = [piece.level or 9 for piece in run]
    top = min(levels)
    if top < 9:
        first = levels.index(top)
        last = first + 1
        while last < len(run) and levels[last] == top:
            last += 1
        return first, last
    if len(run) > 1 and (run[0].kind is RegionKind.KICKER or run[0].text.strip().endswith(_SAYS)):
        return 1, 2
    return 0, 1
