"""Which kind of truth a file holds, told from its content, and what can be measured with it."""

from collections.abc import Callable
from typing import Any, TypeAlias

from ocrfix.evaluate.items import read_items, score_items
from ocrfix.evaluate.lines import lines_printed
from ocrfix.evaluate.outline import read_outline, score_outline
from ocrfix.evaluate.report import Report, report_items, report_outline, report_structure, report_text
from ocrfix.evaluate.result import Result
from ocrfix.evaluate.structure import score_structure
from ocrfix.evaluate.text import read_truth, score_text
from ocrfix.model.node import Node

Measure: TypeAlias = Callable[[Result], Report]


def measures_of(document: Any) -> tuple[Measure, ...]:
    """What a truth can measure. FormatError with the JSON path of what is wrong.

    `text_items` make it a list of items. `articles` with `start` and `end` and no `body` make it an outline;
    others are the full text of a page. `regions` beside these, or alone, show the page's structure.
    """
    root = Node(document)
    names = {name for name, _ in root.members()}
    if "text_items" in names:
        return (_items_measure(root),)
    if "articles" in names and _is_outline(root):
        return (_outline_measure(root),)
    if "regions" not in names:
        return (_text_measure(root),)
    if "articles" not in names:
        return (_structure_measure(root),)
    return (_text_measure(root), _structure_measure(root))


def _is_outline(root: Node) -> bool:
    fields = {name for node in root.field("articles").items() for name, _ in node.members()}
    return "start" in fields and "body" not in fields


def _items_measure(root: Node) -> Measure:
    truth = read_items(root)
    return lambda result: report_items(score_items(truth, result))


def _outline_measure(root: Node) -> Measure:
    truth = read_outline(root)
    return lambda result: report_outline(score_outline(truth, result))


def _text_measure(root: Node) -> Measure:
    truth = read_truth(root)
    return lambda result: report_text(score_text(truth, result))


def _structure_measure(root: Node) -> Measure:
    truth = lines_printed(root)
    return lambda result: report_structure(score_structure(truth, result.lines))
