"""Misread characters: found, judged, and repaired only where picture and language agree."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ocrfix.language.ngram import Model
from ocrfix.language.script import is_han
from ocrfix.model.edit import Edit
from ocrfix.model.learned import NOTHING_LEARNED, Learned
from ocrfix.model.lookup import Lookup, Verdict
from ocrfix.model.page import Doubt, Page
from ocrfix.repair.answers import Answer, OwnWords, answer_of, rare_words, set_phrase
from ocrfix.repair.cases import Case, cases_in
from ocrfix.repair.evidence import lay_out
from ocrfix.repair.judge import confidence, judge_named
from ocrfix.repair.passage import Passage, passages_of
from ocrfix.repair.protected import may_be_a_name, names_in, protected_spans
from ocrfix.repair.taught import Taught
from ocrfix.repair.witnesses import Witnesses

NUMERALS = frozenset("〇零一二三四五六七八九十百千万亿两萬億兩")
_BOTH = frozenset("两兩")
"""Numerals that are as often the first half of a word, as of 两岸, or a measure."""

SHORTEST = 8
"""Characters a passage needs without a picture: a short one says too little."""

_OWN_WORD = 1.5
"""What it is worth, in nats, that the page itself writes the word elsewhere that a change would make."""

_NEAR = 3
_WORTH_TELLING = 5.0
"""Nats by which the language model must prefer the other character for a kept word to be looked up."""

_ODD = 9.0
"""Nats of surprise from which a character's word is looked up though no other fits better."""

_BROKEN = -5.0
"""Nats by which words are unlikelier with a change from which the word list is against it."""

_HARDLY = 0.005
"""The likelihood below which the engine cannot be said to have seen a character. Of a middle dot, as which it
reads any small mark of a worn page, it says too little."""

_SURE = 4.5
"""Log-odds from which a change is one whatever words it makes and whatever set phrase the text is like."""

_REACH = 64
"""Characters either side of a change within which other characters are judged anew."""

_Place = tuple[int, int]
"""Number of a passage, and a place in it."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A character at `start` of line `line`'s reading that may have to be another, before anything is
    changed. It would be so with `odds`, in nats, and would be an edit if they reached `bar`."""

    line: str
    start: int
    now: str
    then: str
    odds: float
    bar: float


@dataclass(frozen=True, slots=True)
class Misreads:
    """What a page's misreads came to: edits, doubts with the other choice, and what was looked up."""

    edits: tuple[Edit, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    lookups: tuple[Lookup, ...] = ()


def repair_misreads(
    page: Page,
    edits: Iterable[Edit] = (),
    never: Collection[str] = (),
    learned: Learned = NOTHING_LEARNED,
    model: Model | None = None,
) -> Misreads:
    """Find misread characters of a Chinese page; `edits` are those that stand already and are left alone.

    Where a line has a lattice, the visual key is what the engine considered; where it has none, the likeness
    of the characters, and more is asked. The language model, the word list and the page's own words are the
    other key. Names, numbers, titles, Latin words and the words of `never` stay. What was `learned` makes
    a case stronger or weaker, and what editors refused is not even doubted; `model` is the language model
    where it is another than that of the news. A page whose edits include those
    found here gives no further ones.
    """
    if page.language.split("-")[0] != "zh":
        return Misreads()
    standing = tuple(edits)
    repairs = _Repairs(page, standing, never, learned, model)
    while repairs.go_round():
        pass
    taken = sum(edit.rule.startswith("misread.") for edit in standing)
    return Misreads(
        tuple(replace(edit, id=f"m{n}") for n, edit in enumerate(repairs.edits(), taken + 1)),
        tuple(repairs.doubts()),
        tuple(repairs.lookups()),
    )


def judge_misreads(page: Page, edits: Iterable[Edit] = (), never: Collection[str] = ()) -> Iterator[Judged]:
    """The characters of a Chinese page that would be changed if only the evidence were strong enough."""
    if page.language.split("-")[0] == "zh":
        yield from _Repairs(page, tuple(edits), never, NOTHING_LEARNED, None).judged()


@dataclass(frozen=True, slots=True)
class _Stretch:
    """The part of passage number `passage` from `start` to `end` that is judged anew, as part of the text
    up to _REACH characters around it."""

    passage: int
    start: int
    end: int

    @property
    def before(self) -> int:
        """Where the text around it begins."""
        return max(0, self.start - _REACH)

    def text_of(self, passage: Passage) -> Passage:
        """The passage, no more of it than that text."""
        around = slice(self.before, self.end + _REACH)
        return replace(passage, text=passage.text[around], spots=passage.spots[around])

    def shut(self, closed: Collection[int]) -> frozenset[int]:
        """Those of the passage's places that stay as they are, as places of that text."""
        return frozenset(i - self.before for i in range(self.before, self.end + _REACH) if i in closed)

    def case_of(self, case: Case) -> Case:
        """A case of that text as one of the passage."""
        return replace(case, passage=self.passage, place=case.place + self.before)


def _stretches(passages: Sequence[Passage], changed: Iterable[_Place]) -> list[_Stretch]:
    """What has to be judged anew where these places changed, no character twice."""
    found: list[_Stretch] = []
    for number, place in sorted(changed):
        start, end = max(0, place - _REACH), min(len(passages[number].text), place + _REACH + 1)
        if found and found[-1].passage == number and start <= found[-1].end:
            start = found.pop().start
        found.append(_Stretch(number, start, end))
    return found


class _Repairs:
    """The passages of a page while they are repaired, and what was settled about each place."""

    def __init__(
        self,
        page: Page,
        edits: Sequence[Edit],
        never: Collection[str],
        learned: Learned,
        model: Model | None,
    ) -> None:
        self._model = model
        taught = Taught(learned)
        self._taught = taught
        self._passages = passages_of(page, edits)
        self._witnesses = Witnesses(self._passages, model)
        self._foreign = "zh-Hans" if page.language == "zh-Hant" else "zh-Hant"
        self._own_words = OwnWords(self._passages)
        names = names_in(self._passages)
        self._protected = [
            {
                i: kind
                for start, end, kind in protected_spans(passage, names, never)
                for i in range(start, end)
            }
            for passage in self._passages
        ]
        self._changed: dict[_Place, tuple[Case, Answer]] = {}
        self._withdrawn: set[_Place] = set()
        self._kept: dict[_Place, list[tuple[Case, str]]] = {}
        self._todo = [_Stretch(n, 0, len(passage.text)) for n, passage in enumerate(self._passages)]

    def go_round(self) -> bool:
        """Judge what stands near the last changes, at first everything; whether anything changes now."""
        cases = [
            case
            for case in self._cases()
            if case.spoken
            or self._witnesses.odds(self._passages[case.passage], case.place, case.then) is not None
            or self._taught.has_language(self._passages[case.passage], case)
        ]
        for stretch in self._todo:
            for place in range(stretch.start, stretch.end):
                self._kept.pop((stretch.passage, place), None)
        done: set[_Place] = set()
        told: set[_Place] = set()
        for case in sorted(map(self._weighed, cases), key=lambda case: -case.odds):
            where = (case.passage, case.place)
            if where in done or where in told:
                continue
            why = self._why_not(case)
            if why is not None:
                self._kept.setdefault(where, []).append((case, why))
                told |= set() if self._settled(case) else {where}
            elif not self._is_near(case, done):
                self._change(case)
                done.add(where)
        self._todo = _stretches(self._passages, done)
        return bool(done)

    def _cases(self) -> Iterator[Case]:
        """The cases in what is to be judged."""
        texts = [stretch.text_of(self._passages[stretch.passage]) for stretch in self._todo]
        shut = [stretch.shut(self._protected[stretch.passage]) for stretch in self._todo]
        for found in cases_in(texts, shut, self._foreign, self._wants, self._model):
            stretch = self._todo[found.passage]
            case = stretch.case_of(found)
            if stretch.start <= case.place < stretch.end:
                yield case

    def _wants(self, passage: Passage, place: int, then: str) -> bool:
        """Whether a candidate is judged though neither model nor word list speaks for it."""
        return self._taught.wants(passage, place, then) or (
            self._witnesses.odds(passage, place, then) is not None
        )

    def judged(self) -> Iterator[Judged]:
        """The cases for which nothing but the odds decides, as the page stands: of all candidates for which
        the language speaks."""
        found = cases_in(self._passages, self._protected, self._foreign, lambda *_: True)
        for case in map(self._weighed, found):
            if case.gain > 0 and self._barred(case) is None:
                spot = self._passages[case.passage].spots[case.place]
                bar = judge_named(case.judge).edit
                yield Judged(spot.line, spot.place, case.now, case.then, case.odds, bar)

    def _weighed(self, case: Case) -> Case:
        """The case with what the page's own words and the lessons of the collection are worth."""
        passage = self._passages[case.passage]
        own = is_han(case.now) and self._own_words.supports(passage, case)
        worth = self._taught.worth(passage, case) + (_OWN_WORD if own else 0.0)
        odds, said = case.odds + worth, tuple(self._taught.said(passage, case))
        told = self._witnesses.odds(passage, case.place, case.then)
        if told is None or told < odds:
            return replace(case, odds=odds, taught=said)
        told_so = f"other places of the page have {case.then} in this word"
        return replace(case, odds=told, taught=(*said, told_so), witnessed=True)

    def _is_near(self, case: Case, done: Collection[_Place]) -> bool:
        """Without a picture, neighbours are judged again once one of them has changed."""
        return case.seen is None and any(
            (case.passage, case.place + step) in done for step in range(-_NEAR, _NEAR + 1)
        )

    def _why_not(self, case: Case) -> str | None:
        """Why a case is no edit, in words; None where it is one."""
        if barred := self._barred(case):
            return barred
        if case.odds < judge_named(case.judge).edit:
            return f"the evidence is too weak ({confidence(case.odds):.2f})"
        passage = self._passages[case.passage]
        if case.seen is not None and case.seen < _HARDLY and case.now != "·":
            return "the engine hardly saw it"
        if case.odds >= _SURE or case.witnessed:
            return None
        if case.seen is not None and is_han(case.then) and case.words < _BROKEN:
            return "the words there would be unlikelier"
        if case.seen is None and (phrase := set_phrase(passage, case)):
            return f"it is said like {phrase}"
        return None

    def _barred(self, case: Case) -> str | None:
        """Why a case can be no edit however strong its evidence is; None where it can."""
        passage = self._passages[case.passage]
        if refused := self._taught.refused(passage, case):
            return f"an editor kept {refused}"
        if (case.passage, case.place) in self._withdrawn:
            return "more than one other character would do"
        if self._witnesses.keep(passage, case.place, case.then):
            return "other places of the page have it in this word too"
        both = case.then in _BOTH and is_han(case.now) and case.now not in NUMERALS
        if case.then in NUMERALS and not (both and case.seen is not None):
            return "of a numeral the picture alone decides"
        if case.seen is None and may_be_a_name(passage.text, case.place):
            return "it may belong to a name"
        if word := self._taught.keeps(passage, case):
            return f"{word} is a word of the collection"
        if own := self._own_words.keeps(passage, case):
            return f"{own} stands on the page again and again"
        if case.seen is None and len(passage.text) < SHORTEST:
            return "too little text around it"
        return None

    def _change(self, case: Case) -> None:
        """Put the other character; take a change back where its place would change once more."""
        where = (case.passage, case.place)
        passage, char = self._passages[case.passage], case.then
        if where in self._changed:
            char = self._changed.pop(where)[0].now
            self._withdrawn.add(where)
        else:
            self._changed[where] = (case, answer_of(passage, case))
        spots = list(passage.spots)
        spots[case.place] = replace(spots[case.place], free=case.seen is None)
        text = passage.text[: case.place] + char + passage.text[case.place + 1 :]
        self._passages[case.passage] = replace(passage, text=text, spots=tuple(spots))

    def edits(self) -> Iterator[Edit]:
        """The changes as edits, in reading order, without ids."""
        for (number, place), (case, answer) in sorted(self._changed.items(), key=lambda item: item[0]):
            spot = self._passages[number].spots[place]
            yield Edit(
                id="",
                line=spot.line,
                start=spot.place,
                before=case.now,
                after=case.then,
                rule="misread.likeness" if case.seen is None else "misread.lattice",
                visual=_visual(case),
                language=_language(case, answer),
                confidence=round(confidence(case.odds), 4),
            )

    def doubts(self) -> Iterator[Doubt]:
        """What one key alone supports, with the other choice."""
        for case, why in self._open():
            if case.odds >= judge_named(case.judge).doubt and is_han(case.now) and not self._settled(case):
                answer = answer_of(self._passages[case.passage], case)
                yield Doubt(
                    kind="misread",
                    text=f"{answer.now} may be {answer.then}: {why}",
                    line=self._passages[case.passage].spots[case.place].line,
                    alternative=answer.then,
                )

    def _settled(self, case: Case) -> bool:
        """Whether editors of the collection have answered already."""
        passage = self._passages[case.passage]
        return bool(self._taught.refused(passage, case) or self._taught.keeps(passage, case))

    def lookups(self) -> Iterator[Lookup]:
        """Every word that was changed, or that the language model finds strange, with what was found."""
        for (number, _), (case, answer) in sorted(self._changed.items(), key=lambda item: item[0]):
            if is_han(case.now):
                yield self._lookup(number, answer, Verdict.CHANGED, _language(case, answer))
        for case, why in self._open():
            if case.gain < _WORTH_TELLING or not is_han(case.now):
                continue
            answer = answer_of(self._passages[case.passage], case)
            doubted = case.odds >= judge_named(case.judge).doubt and not self._settled(case)
            verdict = Verdict.DOUBTED if doubted else Verdict.KEPT
            yield self._lookup(case.passage, answer, verdict, f"{answer.why}; {verdict}, for {why}")
        yield from self._rare()

    def _rare(self) -> Iterator[Lookup]:
        """Words that the language model finds odd where they stand, but that the word list knows."""
        judged = {(case.passage, case.place) for case, _ in self._open()} | set(self._changed)
        layout = lay_out([passage.text for passage in self._passages], self._model)
        odd = layout.own < -_ODD
        for number, (passage, start) in enumerate(zip(self._passages, layout.starts, strict=True)):
            closed = self._protected[number]
            places = [
                place
                for place in np.flatnonzero(odd[start : start + len(passage.text)]).tolist()
                if place not in closed and (number, place) not in judged
            ]
            for first, word, why in rare_words(passage, places):
                spot = passage.spots[first]
                yield Lookup(
                    line=spot.line, start=spot.place, word=word, found=word, verdict=Verdict.KEPT, why=why
                )

    def _lookup(self, number: int, answer: Answer, verdict: Verdict, why: str) -> Lookup:
        spot = self._passages[number].spots[answer.start]
        return Lookup(
            line=spot.line, start=spot.place, word=answer.now, found=answer.then, verdict=verdict, why=why
        )

    def _open(self) -> Iterator[tuple[Case, str]]:
        for _, cases in sorted(self._kept.items(), key=lambda item: item[0]):
            yield from cases


def _visual(case: Case) -> str:
    if case.seen is None:
        return f"{case.then} looks like {case.now}"
    return f"the engine saw {case.then} there too ({min(1.0, case.seen):.2f})"


def _language(case: Case, answer: Answer) -> str:
    said = [answer.why] if is_han(case.now) else []
    if case.gain > 0 or not case.taught:
        said.append(f"the language model finds {case.then} likelier by {case.gain:.1f} nats")
    return "; ".join((*said, *case.taught))
