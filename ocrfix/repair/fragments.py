"""The orphan solver: pieces that belong nowhere are what is left of a headline, if the page's text says so.

Pieces in their order are laid along each sentence of the articles that have no headline. What speaks for a
place is how rare the characters are that stand there in the same order; a piece that looks like a part of the
character in its place counts too, a piece without a place speaks against it.
"""

import itertools
import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from ocrfix.language.ngram import news
from ocrfix.language.variants import simplified
from ocrfix.model.article import Article, Furniture, Reconstruction
from ocrfix.model.edit import Edit
from ocrfix.model.page import Doubt, Page, Region, RegionKind, TextLine
from ocrfix.model.patterns import is_imprint
from ocrfix.model.text import Texts
from ocrfix.repair.apart import set_apart
from ocrfix.repair.edges import widened

Likeness = Callable[[str, str], float]
"""How well what was read first fits the remains of what may be printed: 0 to 1."""

_LONGEST_PIECE = 8
_WINDOW = 30
"""Characters of a sentence among which a single one may be found by chance."""

_LONGEST_GAP, _LONGEST = 16, 36
_STEP, _MARK, _SKIP, _OUTER, _LIKE = 0.06, 1.0, 1.5, 0.4, 2.0
"""Nats: what a character between two pieces costs, a mark between them, a character of a piece that is passed
over, one of a piece before the first or after the last; and what a likeness is worth."""

_MOST_PIECES = 30
_ENOUGH, _CLEAR = 12.0, 3.0
"""Nats of evidence for a place, and more than for any other."""

_LEAST_SAME = 3
_MARKS = "，、：,:；;"
_SENTENCE = re.compile("[^。！？!?；;]+")
_HAN = re.compile("[\u3400-\u9fff]")
_TELEPHONE_LEFT = re.compile(r"^([一-鿿]{0,2})[\s:：]*((?:0\d{2,3}-?)?\d{7,8})$")
RULE = "reconstruct"


@dataclass(frozen=True, slots=True)
class Placed:
    """A piece, by its index, at a place of a sentence."""

    piece: int
    place: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Where the pieces fit: the sentence, the article, and nats of evidence."""

    score: float
    placed: tuple[Placed, ...]
    sentence: str
    article: str
    line: str


def align(pieces: Sequence[str], sentence: str, likeness: Likeness) -> tuple[float, tuple[Placed, ...]]:
    """The best places of the pieces in a sentence, in order, and the evidence for them.

    >>> pieces = ["承", "涛", "每", "展", "招", "考察活"]
    >>> alike = lambda read, printed: float(read == printed or (read, printed) == ("每", "海"))
    >>> score, placed = align(pieces, "区委书记金承涛带队赴上海开展招商考察活动", alike)
    >>> score > 20, [place.place for place in placed]
    (True, [5, 6, 11, 13, 14, 16])
    >>> align(pieces, "会议还研究审议了其他事项", alike)
    (0.0, ())
    """
    pieces, sentence = [simplified(piece) for piece in pieces], simplified(sentence)
    best: list[tuple[float, tuple[Placed, ...]]] = []
    for index, piece in enumerate(pieces):
        before = sum(len(other) for other in pieces[:index])
        for place in range(len(sentence) - len(piece) + 1):
            worth = _worth(piece, sentence[place : place + len(piece)], likeness)
            if worth is None:
                continue
            score = worth - _OUTER * before
            chain: tuple[Placed, ...] = (Placed(index, place),)
            for other, others in best:
                last = others[-1]
                gap = place - last.place - len(pieces[last.piece])
                if last.piece >= index or not 0 <= gap <= _LONGEST_GAP:
                    continue
                skipped = sum(len(piece) for piece in pieces[last.piece + 1 : index])
                between = sentence[place - gap : place]
                cost = _STEP * gap + _MARK * sum(char in _MARKS for char in between) + _SKIP * skipped
                if other + worth - cost > score:
                    score, chain = other + worth - cost, (*others, Placed(index, place))
            best.append((score, chain))
    total = [(s - _OUTER * sum(map(len, pieces[c[-1].piece + 1 :])), c) for s, c in best]
    score, placed = max(total, key=lambda item: item[0], default=(0.0, ()))
    return score, _with_exact_gaps(pieces, placed)


def _with_exact_gaps(pieces: Sequence[str], placed: Sequence[Placed]) -> tuple[Placed, ...]:
    """The places, and those of pieces that are like nothing but exactly fill what their neighbours leave.

    >>> _with_exact_gaps(["招", "尚", "考察"], [Placed(0, 5), Placed(2, 7)])[1]
    Placed(piece=1, place=6)
    >>> len(_with_exact_gaps(["招", "尚", "考察"], [Placed(0, 5), Placed(2, 9)]))
    2
    """
    filled = list(placed[:1])
    for last, following in itertools.pairwise(placed):
        skipped = range(last.piece + 1, following.piece)
        place = last.place + len(pieces[last.piece])
        if skipped and place + sum(len(pieces[i]) for i in skipped) == following.place:
            for index in skipped:
                filled.append(Placed(index, place))
                place += len(pieces[index])
        filled.append(following)
    return tuple(filled)


def _worth(piece: str, there: str, likeness: Likeness) -> float | None:
    """Nats for a piece at a place, both simplified; None where it cannot stand there."""
    total, alike = 0.0, 0
    for read, printed in zip(piece, there, strict=True):
        if read == printed:
            total += _rarity(read)
            alike += 1
        elif (fit := likeness(read, printed)) > 0:
            total += _LIKE * fit
            alike += 1
        else:
            total -= _SKIP
    return total if alike == len(piece) or (alike >= 2 and 3 * alike >= 2 * len(piece)) else None


@cache
def _rarity(char: str) -> float:
    """How much it says that a character is found somewhere in a window, in nats."""
    return max(0.0, -news().log_probability(char) - math.log(_WINDOW))


def solve_fragments(page: Page, likeness: Likeness) -> tuple[Page, tuple[Edit, ...]]:
    """The page with headlines put together from pieces that had no place, each marked `reconstructed`, and
    with remains of the imprint among the furniture; and the edits that fill in what the headlines miss.

    What has too little evidence stays where it is.
    """
    page = _imprints_placed(page)
    fills: list[Edit] = []
    while (solved := _next_solved(page, likeness)) is not None:
        lines, best, window = solved
        page = _rebuilt(page, lines, best, window)
        fills += _fills([lines[at.piece] for at in best.placed], best, window)
    return page, tuple(fills)


def _next_solved(page: Page, likeness: Likeness) -> tuple[list[TextLine], Found, tuple[int, int]] | None:
    for lines in _groups(page):
        found = _solved(page, lines, likeness)
        if found is not None:
            return lines, *found
    return None


def _imprints_placed(page: Page) -> Page:
    texts = Texts(page)
    regions = {region.id: region for region in page.regions}
    telling = [rest.region for rest in page.unplaced if is_imprint(texts.region(rest.region))]
    if not telling:
        return page
    kinds = {name: replace(regions[name], kind=RegionKind.IMPRINT) for name in telling}
    return replace(
        page,
        regions=tuple(kinds.get(region.id, region) for region in page.regions),
        furniture=(*page.furniture, *(Furniture(RegionKind.IMPRINT.value, name) for name in telling)),
        unplaced=tuple(rest for rest in page.unplaced if rest.region not in telling),
    )


def find_remains(page: Page) -> Iterator[Doubt]:
    """What is left of a telephone line, with the words that it began with, for an editor."""
    for region in page.regions:
        text = "".join(line.reading for line in region.lines).strip()
        found = _TELEPHONE_LEFT.match(text) if region.kind is RegionKind.IMPRINT else None
        if found is not None and found[1] not in ("电话", "電話", "热线", "熱線"):
            yield Doubt(
                kind="fragment",
                text="what is left of a telephone line",
                region=region.id,
                alternative=f"{'電話' if page.language == 'zh-Hant' else '电话'} {found[2]}",
            )


def _groups(page: Page) -> Iterator[list[TextLine]]:
    """Lines that may be remains of one headline, in its order: on a page with its picture those whose
    characters are of one size, larger than the text; else short lines that follow each other."""
    waiting = {rest.region for rest in page.unplaced}
    orphans = [
        region.lines[0]
        for region in page.regions
        if region.id in waiting and len(region.lines) == 1 and _is_piece(region.lines[0])
    ]
    in_print = [line for line in orphans if line.polygon]
    if in_print:
        yield from _of_one_size(in_print, _body_em(page.regions))
    bare = [line for line in orphans if not line.polygon]
    yield from (bare[at : at + _MOST_PIECES] for at in range(0, len(bare), _MOST_PIECES))


def _is_piece(line: TextLine) -> bool:
    text = line.reading.strip()
    return 0 < len(text) <= _LONGEST_PIECE and len(_HAN.findall(text)) == len(text)


def _em(line: TextLine) -> float:
    return min(line.box.width, line.box.height)


def _body_em(regions: Sequence[Region]) -> float:
    sizes = sorted(
        _em(line)
        for region in regions
        if region.kind is RegionKind.BODY
        for line in region.lines
        if line.polygon
    )
    return sizes[len(sizes) // 2] if sizes else 0.0


def _of_one_size(lines: Sequence[TextLine], body: float) -> Iterator[list[TextLine]]:
    """Groups by size, each from the top down or from the left to the right, as it reaches further."""
    rest = sorted((line for line in lines if _em(line) > 1.15 * body), key=_em)
    while rest:
        group = [line for line in rest if _em(line) < 1.3 * _em(rest[0])]
        rest = rest[len(group) :]
        xs, ys = zip(*(line.box.centre for line in group), strict=True)
        down = max(ys) - min(ys) > max(xs) - min(xs)
        yield sorted(group, key=lambda line: line.box.centre[1 if down else 0])


def _solved(
    page: Page, lines: Sequence[TextLine], likeness: Likeness
) -> tuple[Found, tuple[int, int]] | None:
    """The one place that fits well, and from where to where its sentence is the headline."""
    pieces = [line.reading.strip() for line in lines]
    texts = Texts(page)
    found = sorted(_places(page, pieces, texts, likeness), key=lambda place: -place.score)
    bare = {article.id for article in page.articles if not article.headline and article.body}
    if not found or found[0].article not in bare or found[0].score < _ENOUGH:
        return None
    if len(found) > 1 and found[1].score > found[0].score - _CLEAR:
        return None
    best = found[0]
    same = sum(
        read == printed
        for at in best.placed
        for read, printed in zip(pieces[at.piece], best.sentence[at.place :], strict=False)
    )
    whole = "\n".join(texts.paragraph(paragraph) for article in page.articles for paragraph in article.body)
    first, last = best.placed[0].place, best.placed[-1].place + len(pieces[best.placed[-1].piece])
    start, end = widened(best.sentence, first, last, whole)
    if same < _LEAST_SAME or end - start > _LONGEST:
        return None
    return best, (start, end)


def _places(page: Page, pieces: Sequence[str], texts: Texts, likeness: Likeness) -> Iterator[Found]:
    """How well the pieces fit each sentence of a body that has enough of their characters at all."""
    chars = simplified("".join(pieces))
    for article in page.articles:
        for paragraph in article.body:
            for sentence in _SENTENCE.findall(texts.paragraph(paragraph)):
                if sum(map(simplified(sentence).__contains__, chars)) < _LEAST_SAME:
                    continue
                score, placed = align(pieces, sentence, likeness)
                if score > 0:
                    yield Found(
                        score=score,
                        placed=placed,
                        sentence=sentence,
                        article=article.id,
                        line=paragraph.lines[0],
                    )


def _rebuilt(page: Page, lines: Sequence[TextLine], best: Found, window: tuple[int, int]) -> Page:
    """The page with the placed pieces as the article's headline."""
    own = [lines[at.piece] for at in best.placed]
    names = [line.id for line in own]
    evidence = best.sentence[window[0] : window[1]]
    gone = {region.id for region in page.regions if {line.id for line in region.lines} <= set(names)}
    page, name = set_apart(page, names, RegionKind.HEADING)
    made = Reconstruction(
        pieces=tuple(line.reading.strip() for line in own), evidence=evidence, line=best.line
    )
    said = f"put together from {' · '.join(made.pieces)}; the body says: {evidence}"
    return replace(
        page,
        articles=tuple(_headed(article, best.article, name, made) for article in page.articles),
        unplaced=tuple(rest for rest in page.unplaced if rest.region not in gone),
        doubts=(*page.doubts, Doubt(kind="reconstructed", text=said, region=name)),
    )


def _headed(article: Article, name: str, region: str, made: Reconstruction) -> Article:
    if article.id != name:
        return article
    return replace(article, headline=(region,), reconstructed=made)


def _fills(lines: Sequence[TextLine], best: Found, window: tuple[int, int]) -> Iterator[Edit]:
    """For each piece: the characters that are missing before it, those of it that were misread, and at the
    end what is missing after the last."""
    done = window[0]
    confidence = round(best.score / (best.score + _ENOUGH), 2)
    for line, at in zip(lines, best.placed, strict=True):
        text = line.reading.strip()
        start = line.reading.index(text)
        there = best.sentence[at.place : at.place + len(text)]
        missing = _as_heading(best.sentence[done : at.place])
        for k, (read, printed) in enumerate(zip(text, there, strict=True)):
            after = printed if k else missing + printed
            if after != read:
                before = read if read != printed else ""
                yield _fill(line, start + k, before, after if before else missing, best.sentence, confidence)
        done = at.place + len(text)
    tail = _as_heading(best.sentence[done : window[1]])
    if tail:
        last = lines[-1]
        yield _fill(last, len(last.reading.rstrip()), "", tail, best.sentence, confidence)


def _fill(line: TextLine, start: int, before: str, after: str, sentence: str, confidence: float) -> Edit:
    seen = (
        f"{before} is what is left of {after[-1:]}"
        if before
        else "it stands between the pieces that are left"
    )
    return Edit(
        id="",
        line=line.id,
        start=start,
        before=before,
        after=after,
        rule=RULE,
        visual=seen,
        language=f"the body says: {sentence.strip()}",
        confidence=confidence,
    )


def _as_heading(text: str) -> str:
    """Words of a sentence as a heading has them: a space where a comma stood."""
    return re.sub("[，,：:]", " ", text)
