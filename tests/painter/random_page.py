"""Newspapers by chance: `random_page(seed)` describes a page whose stories fill it to the line."""

from dataclasses import replace
from random import Random

from painter.compose import Composer
from painter.describe import Description
from painter.frames import frame_of
from painter.layout import Layout
from painter.newsroom import Newsroom
from painter.paint import content_plane
from painter.sheet import Sheet
from painter.writing import Writer


def random_page(seed: int, script: str | None = None, height: float = 1) -> Description:
    """A page of a modern Chinese paper mostly, else of a vertical traditional or an English one.

    The same seed gives the same page; `script` asks for "zh-Hans", "zh-Hant" (vertical) or "en". `height` is
    a part of a broadsheet's.
    """
    chance = Random(seed)
    script = script or chance.choices(("zh-Hans", "zh-Hant", "en"), (6, 3, 1))[0]
    frame = frame_of(chance, script, seed)
    frame = replace(frame, size_px=(frame.size_px[0], int(frame.size_px[1] * height)))
    plane = content_plane(frame, Sheet(), Sheet())
    composer = Composer(frame, Sheet(), plane)
    writer = Writer(chance, frame, composer, Newsroom(chance, script, frame.vertical))
    return replace(frame, content=Layout(writer).page(frame.columns, plane.width, plane.height))
