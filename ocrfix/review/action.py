"""What an editor can do with a page, as values that are written down and done again."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from typing import Any, ClassVar, Literal, TypeAlias, get_args

from ocrfix.errors import ActionError
from ocrfix.model.article import PARTS

Mark: TypeAlias = Literal["good", "look_at", "problematic"]
"""What an editor thinks of a page."""

MARKS: tuple[str, ...] = get_args(Mark)
PLACES = ("article", "caption", "advert", "furniture", "unplaced")
"""Where a region can stand."""

MOST_CHARACTERS = 2000
"""Of a line."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a region goes. For an article `id` names it, None for a new one, and `part` is a part of it or
    "body"; for a caption `id` names it, None for a new one; the others have neither."""

    kind: str
    id: str | None = None
    part: str | None = None


@dataclass(frozen=True, slots=True)
class Action:
    """One thing done by an editor. Items are ids of edits and doubts, see `ocrfix.review.items`."""

    kind: ClassVar[str] = ""

    def to_dict(self) -> dict[str, Any]:
        """As JSON: the kind, and the fields by their names.

        >>> Choose("e1", "菜").to_dict()
        {'kind': 'choose', 'item': 'e1', 'text': '菜'}
        """
        return {"kind": self.kind, **asdict(self)}

    @classmethod
    def from_dict(cls, document: Any) -> "Action":
        """The action that a JSON value describes; ActionError where it is none.

        >>> Action.from_dict({"kind": "split_paragraph", "article": "a1", "line": "l7"})
        SplitParagraph(article='a1', line='l7')
        """
        if not isinstance(document, dict):
            raise ActionError("an action is an object", "give it as {“kind”: …}")
        kind = document.get("kind")
        chosen = _KINDS.get(kind) if isinstance(kind, str) else None
        if chosen is None:
            raise ActionError(f"there is no action {_short(kind)}", f"actions are: {', '.join(_KINDS)}")
        given = {name: value for name, value in document.items() if name != "kind"}
        names = [field.name for field in fields(chosen)]
        if sorted(given) != sorted(names):
            raise ActionError(
                f"the action {kind} has not these fields: {_short(', '.join(map(str, given)))}",
                f"its fields are: {', '.join(names)}",
            )
        return chosen(**{name: _FORMS[name](name, value) for name, value in given.items()})


@dataclass(frozen=True, slots=True)
class Accept(Action):
    """The edit is right, or the doubt's proposal is; a doubt without one has been seen."""

    kind: ClassVar[str] = "accept"
    item: str


@dataclass(frozen=True, slots=True)
class Reject(Action):
    """The edit is wrong, what was read is right; or there is nothing in the doubt."""

    kind: ClassVar[str] = "reject"
    item: str


@dataclass(frozen=True, slots=True)
class Choose(Action):
    """Where the item stands `text` is printed."""

    kind: ClassVar[str] = "choose"
    item: str
    text: str


@dataclass(frozen=True, slots=True)
class Write(Action):
    """The line reads `text`, the whole of it."""

    kind: ClassVar[str] = "write"
    line: str
    text: str


@dataclass(frozen=True, slots=True)
class Change(Action):
    """`before` at code point `start` of the line's text is `after`."""

    kind: ClassVar[str] = "change"
    line: str
    start: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Keep(Action):
    """`before` at code point `start` of the line's text is right and not `after`."""

    kind: ClassVar[str] = "keep"
    line: str
    start: int
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class SplitParagraph(Action):
    """With this line a new paragraph begins."""

    kind: ClassVar[str] = "split_paragraph"
    article: str
    line: str


@dataclass(frozen=True, slots=True)
class JoinParagraphs(Action):
    """The paragraph that begins with this line goes on the one before it."""

    kind: ClassVar[str] = "join_paragraphs"
    article: str
    line: str


@dataclass(frozen=True, slots=True)
class MoveParagraph(Action):
    """The paragraph that holds this line stands in another place."""

    kind: ClassVar[str] = "move_paragraph"
    article: str
    line: str
    to: Place


@dataclass(frozen=True, slots=True)
class MoveRegion(Action):
    """The region stands in another place."""

    kind: ClassVar[str] = "move_region"
    region: str
    to: Place


@dataclass(frozen=True, slots=True)
class Label(Action):
    """The region is another kind of thing, a `RegionKind`."""

    kind: ClassVar[str] = "label"
    region: str
    label: str


@dataclass(frozen=True, slots=True)
class Order(Action):
    """The reading order of all regions of the page."""

    kind: ClassVar[str] = "order"
    regions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MergeArticles(Action):
    """The second article is the rest of the first."""

    kind: ClassVar[str] = "merge_articles"
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class SplitArticle(Action):
    """With the paragraph or heading that holds this line a new article begins."""

    kind: ClassVar[str] = "split_article"
    article: str
    line: str


@dataclass(frozen=True, slots=True)
class MarkPage(Action):
    """What the editor thinks of the page; None takes an earlier mark away."""

    kind: ClassVar[str] = "mark"
    state: Mark | None


@dataclass(frozen=True, slots=True)
class TakeReading(Action):
    """The page was read again: the review goes on from the new reading, what was done before counts no
    more."""

    kind: ClassVar[str] = "take_reading"


@dataclass(frozen=True, slots=True)
class TakeLessons(TakeReading):
    """The page is repaired with what its collection learned since it was read: the review begins there."""

    kind: ClassVar[str] = "take_lessons"


_ALL: tuple[type[Action], ...] = (
    Accept,
    Reject,
    Choose,
    Write,
    Change,
    Keep,
    SplitParagraph,
    JoinParagraphs,
    MoveParagraph,
    MoveRegion,
    Label,
    Order,
    MergeArticles,
    SplitArticle,
    MarkPage,
    TakeReading,
    TakeLessons,
)
_KINDS = {action.kind: action for action in _ALL}


def _text(name: str, value: Any) -> str:
    if not isinstance(value, str):
        raise ActionError(f"{name}: {_short(value)} is not a text", "give a text")
    return value


def _printed(name: str, value: Any) -> str:
    """A piece of a line: on one line, of characters that can be written to any format."""
    text = _text(name, value)
    if len(text) > MOST_CHARACTERS:
        raise ActionError(f"{name}: is too long", f"a line has at most {MOST_CHARACTERS} characters")
    if any(_is_control(char) for char in text):
        raise ActionError(f"{name}: has a line end or a control character", "write one line of plain text")
    return text


def _is_control(char: str) -> bool:
    code = ord(char)
    return code < 32 or 127 <= code < 160 or 0xD800 <= code < 0xE000 or code & 0xFFFE == 0xFFFE


def _place(name: str, value: Any) -> Place:
    if not isinstance(value, dict) or not {"kind"} <= set(value) <= {"kind", "id", "part"}:
        raise ActionError(f"{name}: {_short(value)} is no place", "give its kind, and id and part if it has")
    kind, part, target = value["kind"], value.get("part"), value.get("id")
    if kind not in PLACES:
        raise ActionError(f"{name}: there is no place {_short(kind)}", _one_of(PLACES))
    if part not in ((*PARTS, "body") if kind == "article" else (None,)):
        raise ActionError(f"{name}: {kind} has no part {_short(part)}", _one_of((*PARTS, "body")))
    if target is not None and (kind not in ("article", "caption") or not isinstance(target, str)):
        raise ActionError(f"{name}: {kind} has no id {_short(target)}", "give none")
    return Place(kind, target, part)


def _texts(name: str, value: Any) -> tuple[str, ...]:
    if not isinstance(value, list | tuple):
        raise ActionError(f"{name}: {_short(value)} is not a list", "give a list of ids")
    return tuple(_text(name, item) for item in value)


def _whole(name: str, value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ActionError(f"{name}: {_short(value)} is no place in a line", "give a whole number from 0")
    return value


def _mark(name: str, value: Any) -> str | None:
    if value is not None and value not in MARKS:
        raise ActionError(f"{name}: there is no mark {_short(value)}", _one_of((*MARKS, "null")))
    return None if value is None else str(value)


def _one_of(names: Iterable[str]) -> str:
    return f"give one of {', '.join(names)}"


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:60]}…"


_FORMS = {
    "item": _text,
    "line": _text,
    "article": _text,
    "region": _text,
    "label": _text,
    "first": _text,
    "second": _text,
    "text": _printed,
    "before": _printed,
    "after": _printed,
    "start": _whole,
    "to": _place,
    "regions": _texts,
    "state": _mark,
}
"""How each field is read, by its name."""
