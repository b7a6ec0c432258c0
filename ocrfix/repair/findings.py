"""What a repair comes to: edits, and doubts where only one of the two keys speaks."""

from collections.abc import Iterable
from dataclasses import dataclass

from ocrfix.model.edit import Edit
from ocrfix.model.page import Doubt


@dataclass(frozen=True, slots=True)
class Findings:
    """Edits without ids, none over another, and doubts."""

    edits: tuple[Edit, ...] = ()
    doubts: tuple[Doubt, ...] = ()


def sorted_out(found: Iterable[Edit | Doubt]) -> Findings:
    """Edits and doubts apart, in their order."""
    everything = tuple(found)
    return Findings(
        tuple(item for item in everything if isinstance(item, Edit)),
        tuple(item for item in everything if isinstance(item, Doubt)),
    )
