"""Names that sign a text: set to its right end, on its last line or under it."""

from ocrfix.geometry import Box
from ocrfix.layout.columns import Block
from ocrfix.layout.lines import Line
from ocrfix.model.patterns import CREDIT, FOOT_BYLINE, FULL_STOP

_SHORT_NAME = 3
"""Characters of a name by itself."""


def signs(line: Line, block: Block) -> bool:
    """A name set to the right at the end of a text, under it or on its last line."""
    inset = line.box.left - block.box.left > 0.35 * block.box.width
    flush = block.box.right - line.box.right < 2.5 * block.em
    plain = not FULL_STOP.search(line.text) and not CREDIT.search(line.text)
    before = block.lines[-2]
    apart = line.box.level_with(before.box) and -line.box.across(before.box) > 1.5 * block.em
    if not (FULL_STOP.search(before.text) or (apart and len(line.text) <= _SHORT_NAME)):
        return False
    return inset and flush and plain and bool(FOOT_BYLINE.match(line.text))


def is_foot_byline(block: Block, bodies: list[Block], em: float) -> bool:
    """A name set to the right, under the text it signs or on its last line."""
    text = block.text
    if not FOOT_BYLINE.match(text) or FULL_STOP.search(text) or CREDIT.search(text):
        return False
    for other in bodies:
        if other is block or len(other.lines) < 2:
            continue
        right = abs(other.box.right - block.box.right) < 2.5 * em
        inset = block.box.left - other.box.left > 0.35 * other.box.width
        last = other.box.bottom - 1.6 * other.lines[-1].box.height < block.box.top < other.box.bottom + 2 * em
        if right and inset and last:
            return True
    return False


def signs_off(name: Box, text: Box, em: float) -> bool:
    """Whether an author's name stands at the right end of a text, or right under it."""
    flush = text.right - name.right < em
    indent = min(0.3 * text.width, 1.5 * em) if flush else 0.3 * text.width
    inside = text.left + indent < name.left and name.right < text.right + 2.5 * em
    return inside and text.bottom - 2 * em < name.centre[1] < text.bottom + 2.5 * em


def closes(name: Block, text: Block, em: float) -> bool:
    """Whether an author's name stands right under the end of a text's last sentence, wherever it begins."""
    under = -0.5 * em < name.box.top - text.box.bottom < 1.2 * em
    shared = name.box.across(text.box) > 0.8 * name.box.width
    return under and shared and bool(FULL_STOP.search(text.lines[-1].text))
