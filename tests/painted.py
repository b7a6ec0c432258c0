"""A picture in memory as a scan, and a page scored against the truth of its painting."""

import json
from typing import Any

import numpy as np
from PIL import Image

from ocrfix.evaluate.lines import lines_found, lines_printed
from ocrfix.evaluate.result import read_result
from ocrfix.evaluate.structure import score_structure
from ocrfix.evaluate.text import TextScore, read_truth, score_text
from ocrfix.image.scan import Scan
from ocrfix.model.as_json import to_json
from ocrfix.model.node import Node
from ocrfix.model.page import Page


def scan_of(image: Image.Image, name: str = "page") -> Scan:
    pixels = np.ascontiguousarray(np.asarray(image.convert("RGB")))
    return Scan(name=name, file=f"{name}.png", page=1, sha256="0" * 64, pixels=pixels, dpi=None)


def score_of(page: Page, truth: dict[str, Any]) -> TextScore:
    """As `ocrfix evaluate` scores the page's JSON."""
    return score_text(read_truth(Node(truth)), read_result(json.loads(to_json(page))))


def order_of(page: Page, truth: dict[str, Any]) -> float:
    """The `block_order` that `ocrfix evaluate` finds."""
    found = lines_found(Node(json.loads(to_json(page))), page.source.page)
    return score_structure(lines_printed(Node(truth)), found).block_order
