"""What is said of a page is said in Chinese on a Chinese screen."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from reviews import Desk, page_file, read_collection

import ocrfix
from ocrfix.review.reasons import in_chinese

PACKAGE = Path(ocrfix.__file__).parent
REPAIR = (*sorted((PACKAGE / "repair").glob("*.py")), *sorted((PACKAGE / "layout").glob("*.py")))
OTHERS = (
    "articles/build.py",
    "formats/places.py",
    "pipeline.py",
    "lessons.py",
    "review/replay.py",
    "web/guard.py",
)
REVIEW = ("moving.py", "stories.py", "writing.py", "workshop.py", "refusing.py")
SPEAKING = (*REPAIR, *(PACKAGE / name for name in OTHERS), *(PACKAGE / "review" / name for name in REVIEW))
SENTENCE = re.compile(r"[a-z]{2,} [a-z]{2,}")
HAN = re.compile("[一-鿿]")
NO_REASONS = {
    "7: in the lexicon, kept (7 times)",  # look-ups, which only the page's JSON tells
    "protected word",
    "Latin word",
    "finding lines",  # progress
    "finding articles",
    "held back",  # states, which the screen has words for
    "taken back",
    "picture of this line",  # parts of sentences
    "file of lessons",
    "the token is missing or wrong",  # told by a server that is not meant for browsers
    "send Authorization: Bearer TOKEN",
}
CHINESE = {"Accept-Language": "zh-CN,zh;q=0.9"}


def sentences_of(path: Path) -> Iterator[str]:
    """Every text of a module that reads like a sentence, with 7 where a part goes in; none of docstrings,
    word lists, or errors that no editor sees."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    errors = () if path.parent.name == "review" else (ast.Raise,)
    skipped = {
        id(part)
        for node in ast.walk(tree)
        if isinstance(node, errors) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
        for part in ast.walk(node)
    }
    for node in ast.walk(tree):
        if id(node) in skipped:
            continue
        text = node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
        if isinstance(node, ast.JoinedStr):
            skipped |= {id(part) for part in ast.walk(node)}
            text = "".join(map(_filled, node.values))
        if SENTENCE.search(text) and len(text) < 120 and not re.search(r"[\\^$`]", text):
            yield text


def _filled(part: ast.expr) -> str:
    if isinstance(part, ast.Constant):
        return str(part.value)
    return "'7'" if isinstance(part, ast.FormattedValue) and part.conversion == ord("r") else "7"


@pytest.mark.parametrize("path", SPEAKING, ids=lambda path: f"{path.parent.name}.{path.stem}")
def test_every_sentence_has_its_chinese(path):
    """A sentence that fails here goes into the table of `ocrfix/review/reasons.py`."""
    english = [text for text in sentences_of(path) if not HAN.search(in_chinese(text))]
    assert [text for text in english if text not in NO_REASONS] == []


@pytest.mark.parametrize(
    "said",
    [
        "made by another program",
        "一二三四; 五六七八",
        "",
        "the engine saw nothing",
        "read with confidence high",
    ],
)
def test_what_nobody_knows_stays_as_it_is(said):
    assert in_chinese(said) == said.replace("; ", "；")


def test_a_part_of_the_page_is_not_taken_for_a_word_of_ours():
    assert in_chinese("line is in the dictionary, lime is not") == "词典有“line”，没有“lime”"


def test_a_reason_of_many_sentences_is_told_sentence_by_sentence():
    said = "市架: not in the lexicon; 市菜: in the lexicon (3 times); a gap of 0.4 characters"
    assert in_chinese(said) == "词典没有“市架”；词典有“市菜”（3 次）；间隙为 0.4 个字宽"


def test_the_chinese_screen_has_chinese_reasons_and_the_english_one_those_of_the_page(tmp_path):
    desk = Desk(page_file(tmp_path))
    doubt = next(item for item in desk.view()["items"] if item["type"] == "doubt")
    assert doubt["why"] == "青架 may be 青菜: one key"
    desk.http.headers.update(CHINESE)
    doubt = next(item for item in desk.view()["items"] if item["type"] == "doubt")
    assert doubt["why"] == "“青架”可能是“青菜”：one key"
    refused = desk.act(0, "split_paragraph", article="a1", line="l1").json()
    assert refused == {"error": "此处已是段首", "hint": "请选另一行"}


def test_the_desk_says_in_chinese_why_a_page_failed(tmp_path):
    desk = Desk(read_collection(tmp_path, "a"))
    desk.http.headers.update(CHINESE)
    (page,) = desk.get("/api/desk").json()["pages"]
    assert page["error"] is None
    assert desk.get("/api/pages/99").json() == {"error": "没有这个页面", "hint": "请再看一下地址"}
