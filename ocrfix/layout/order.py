"""Which text follows which: one optimisation over the page, by place and by how pieces begin and end."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ocrfix.geometry import Box
from ocrfix.layout.assign import Pairing
from ocrfix.layout.decks import Deck
from ocrfix.layout.joints import Continues, Joints
from ocrfix.layout.piece import Piece, Sheet
from ocrfix.layout.plan import Plan
from ocrfix.layout.steps import NEVER, Steps, StepSettings
from ocrfix.model.page import RegionKind

_HEADLESS = 4.0
"""What it costs text to begin under no heading, in the units of the steps."""

_QUOTED = 10
"""Characters by which a text is named in a doubt."""

_REACH_EM = (80.0, 100.0)
"""How far aside and up or down, in em, a piece's predecessor may stand."""


@dataclass(frozen=True, slots=True, eq=False)
class Story:
    """A deck, or none, and the text under it in reading order. `margin` is how much dearer the best order of
    the page is in which one of its pieces follows something else: small means uncertain. `other` says in
    words what that would be."""

    deck: Deck | None
    bodies: tuple[Piece, ...]
    margin: float
    other: str = ""


def find_stories(
    pieces: Sequence[Piece],
    decks: Sequence[Deck],
    sheet: Sheet,
    continues: Continues | None = None,
) -> tuple[Story, ...]:
    """Chains of text, each under its deck.

    Every piece of text takes one predecessor, a deck or another piece, and gives way to one successor at
    most; of all such pairings the one with the least sum of costs is taken.
    """
    taken = {id(p) for deck in decks for p in deck.pieces}
    kinds = (RegionKind.BODY, RegionKind.CROSSHEAD)
    bodies = [p for p in pieces if p.kind in kinds and id(p) not in taken]
    if not bodies:
        return tuple(Story(deck, (), 0.0) for deck in decks)
    signatures = [p.block.box for p in pieces if p.kind is RegionKind.BYLINE and id(p) not in taken]
    pictures = [sheet.axes.logical(picture) for picture in sheet.furnishings.pictures]
    captions = [p.block.box for p in pieces if p.kind is RegionKind.CAPTION]
    notes = [p.block.box for p in pieces if p.kind in (RegionKind.CAPTION, RegionKind.CREDIT)]
    joints = Joints(bodies, signatures, sheet.em, continues, around=(*pictures, *notes))
    costs = _costs(Plan(bodies, decks, sheet, captions), joints)
    pairing = Pairing(costs)
    others = [pairing.otherwise(b) for b in range(len(bodies))]
    before = list(pairing.columns)
    _break_circles(before, costs, len(bodies), len(decks))
    return _chains(bodies, decks, before, others)


def _costs(plan: Plan, joints: Joints) -> list[dict[int, float]]:
    """For each piece its possible predecessors: pieces, then decks, then one column of its own for none."""
    steps = Steps(plan, StepSettings())
    size, heads, em = len(plan.bodies), len(plan.decks), plan.em
    aside, along = _REACH_EM[0] * em, _REACH_EM[1] * em
    feet = [a for a in range(size) if plan.ends_column[a]]
    rows = []
    for b, box in enumerate(plan.boxes):
        area = Box(box.left - aside, box.top - along, box.right + aside, box.bottom + along)
        row = {size + heads + b: _HEADLESS + joints.begins(b)}
        far = [a for a in feet if -aside < plan.boxes[a].across(box) <= 0] if plan.heads_column[b] else []
        for a in plan.near.touching(area).union(far):
            if (place := steps.after_text(a, b)) < NEVER:
                row[a] = place + joints.cost(a, b)
        for h in plan.deck_near.touching(area):
            if (place := steps.after_deck(h, b)) < NEVER:
                row[size + h] = place + joints.begins(b)
        rows.append(row)
    return rows


def _in_words(b: int, other: int | None, bodies: Sequence[Piece], decks: Sequence[Deck]) -> str:
    """What it would mean for a piece to have another predecessor."""
    begin = f"“{bodies[b].block.text[:_QUOTED]}…”"
    if other is None or other >= len(bodies) + len(decks):
        return f"{begin} may begin a text of its own"
    if other < len(bodies):
        return f"{begin} may go on from “…{bodies[other].block.text[-_QUOTED:]}”"
    headline = "".join(piece.block.text for piece in decks[other - len(bodies)].headline)
    return f"{begin} may belong under “{headline}”"


def _break_circles(before: list[int], costs: Sequence[Mapping[int, float]], size: int, heads: int) -> None:
    done: set[int] = set()
    for start in range(size):
        path: dict[int, None] = {}
        step = start
        while step < size and step not in path and step not in done:
            path[step] = None
            step = before[step]
        if step in path:
            members = list(path)
            circle = members[members.index(step) :]
            worst = max(circle, key=lambda b: costs[b][before[b]])
            before[worst] = size + heads + worst
        done.update(path)


def _chains(
    bodies: Sequence[Piece],
    decks: Sequence[Deck],
    before: list[int],
    others: list[tuple[float, int | None]],
) -> tuple[Story, ...]:
    size = len(bodies)
    after = {a: b for b, a in enumerate(before)}
    stories = []
    starts: list[tuple[Deck | None, int | None]] = [
        (deck, after.get(size + h)) for h, deck in enumerate(decks)
    ]
    starts += [(None, b) for b in range(size) if before[b] >= size + len(decks)]
    for deck, first in starts:
        chain = []
        step = first
        while step is not None:
            chain.append(step)
            step = after.get(step)
        least = min(chain, key=lambda b: others[b][0], default=None)
        margin, other = others[least] if least is not None else (0.0, None)
        words = _in_words(least, other, bodies, decks) if least is not None else ""
        stories.append(Story(deck, tuple(bodies[b] for b in chain), margin, words))
    return tuple(stories)
