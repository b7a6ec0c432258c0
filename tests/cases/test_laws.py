"""The laws on any page: whatever lines stand wherever, no character is lost, doubled or overwritten."""

from collections import Counter
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ocrfix.articles.build import build_articles
from ocrfix.geometry import Box
from ocrfix.layout.separators import Furnishings
from ocrfix.layout.structure import find_structure
from ocrfix.model.as_json import to_json
from ocrfix.model.edit import Edit
from ocrfix.model.from_json import from_json
from ocrfix.model.laws import misplaced
from ocrfix.model.page import Glyph, Page, Source, TextLine, WritingMode
from ocrfix.model.text import line_text
from ocrfix.repairing import repaired

PHRASES = (
    "记者韩以宁通讯员贺小川",
    "（记者罗子衿）",
    "本报记者江予安摄",
    "By Edith Marlow",
    "Photograph by J. Penrose",
    "本报讯 3月27日，区委召开会议。",
    "PORT HALLOW, March 27 — The town",
    "新闻热线：82987136",
    "邮政编码:315827",
    "社址：澜浦区观澜路118号",
    "2024年3月28日",
    "中華民國二十八年三月四日",
    "第1版",
    "A3",
    "总第5127期",
    "（下转第3版）",
    "上接第一版",
    "Continued on page 4",
    "■图为泊位一角。",
    "▲上图：",
    "澜浦日报",
    "今日导读",
    "广告",
    "进入闭环销号机制,",
    "他说:3.5%,TFC(a)好",
    "新 材料 TFC",
    "news-",
    "paper of 1914",
    "harbour-",
    "-",
    "。",
    "1",
)
ANY_TEXT = st.text(min_size=1, max_size=30).filter(str.strip)
CHINESE = st.text("的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就", min_size=1, max_size=24)
TEXTS = st.sampled_from(PHRASES) | CHINESE | ANY_TEXT
LANGUAGES = st.sampled_from(("zh-Hans", "zh-Hant", "ja", "en", "und"))


@st.composite
def boxes(draw, width: int, height: int, least: int = 1) -> Box:
    """A box inside the sheet, of any shape."""
    left, top = draw(st.integers(0, width - least)), draw(st.integers(0, height - least))
    return Box(
        left,
        top,
        left + draw(st.integers(least, max(least, width - left))),
        top + draw(st.integers(least, max(least, height - top))),
    )


@st.composite
def scattered(draw, width: int, height: int) -> tuple[list[tuple[Box, str]], list[Box]]:
    """Lines and pictures anywhere, over each other too."""
    lines = draw(st.lists(st.tuples(boxes(width, height), TEXTS), max_size=24))
    return lines, draw(st.lists(boxes(width, height), max_size=3))


@st.composite
def columns(draw, width: int, height: int) -> tuple[list[tuple[Box, str]], list[Box]]:
    """Lines as a printer sets them: columns of one size, here and there a large line or a picture."""
    em, across = draw(st.sampled_from((12, 24, 40))), draw(st.integers(1, 4))
    pitch = width / across
    rows: list[tuple[Box, str]] = []
    pictures: list[Box] = []
    for column in range(across):
        left, top = column * pitch, float(draw(st.integers(0, height // 3)))
        for kind in draw(st.lists(st.sampled_from("tttttttsHHp"), min_size=3, max_size=12)):
            if kind == "p":
                pictures.append(Box(left, top, left + 0.9 * pitch, top + 8 * em))
                top += 8.3 * em
            text, size = draw(TEXTS), draw(st.sampled_from((2, 3))) * em if kind == "H" else em
            start = left + (2 * em if kind == "s" else 0)
            end = min(start + len(text) * size, left + pitch * draw(st.integers(1, across)))
            rows.append((Box(start, top, max(end, start + 1), top + 1.3 * size), text))
            top += 1.5 * size + draw(st.sampled_from((0, 0, 0, 3 * em)))
    return rows, pictures


@st.composite
def lattices(draw, text: str, length: float) -> tuple[Glyph, ...]:
    """No lattice, or one with a step of its own for every character."""
    if draw(st.booleans()):
        return ()
    weights = [draw(st.sampled_from((1.0, 1.0, 1.0, 2.0))) for _ in text]
    unit, place, glyphs = length / sum(weights), 0.0, []
    for char, weight in zip(text, weights, strict=True):
        glyphs.append(Glyph(char, place, place + weight * unit, 0.9))
        place += weight * unit
    return tuple(glyphs)


@st.composite
def sheets(draw) -> tuple[Page, list[TextLine], list[float], Furnishings]:
    """An empty page, the lines read on it with their weights, and what else is printed on it."""
    width, height = draw(st.integers(200, 4000)), draw(st.integers(200, 4000))
    placed, pictures = draw(scattered(width, height) | columns(width, height))
    modes = draw(st.sampled_from((list(WritingMode), [WritingMode.HORIZONTAL], [WritingMode.VERTICAL])))
    lines = []
    for number, (box, text) in enumerate(placed):
        mode = draw(st.sampled_from(modes))
        length = box.height if mode is WritingMode.VERTICAL else box.width
        lines.append(
            TextLine(
                id=f"l{number}",
                polygon=box.polygon,
                reading=text,
                confidence=draw(st.sampled_from((0.3, 0.9, 1.0))),
                writing_mode=mode,
                glyphs=draw(lattices(text, length)),
            )
        )
    rules = st.lists(boxes(width, height), max_size=3).map(tuple)
    furnishings = Furnishings(draw(rules), draw(rules), draw(rules), tuple(pictures))
    weights = [draw(st.sampled_from((0.0, 0.2, 0.5, 0.9))) for _ in lines]
    source = Source(file="page.png", page=1, sha256="0" * 64, width_px=width, height_px=height)
    return Page(name="page", source=source, language=draw(LANGUAGES)), lines, weights, furnishings


def built(sheet: tuple[Page, list[TextLine], list[float], Furnishings]) -> Page:
    """The page that the pipeline's stages after reading make of it."""
    page, lines, weights, furnishings = sheet
    outline = find_structure(lines, weights, furnishings, (page.source.width_px, page.source.height_px))
    page = replace(page, regions=outline.regions, separators=outline.separators, pictures=outline.pictures)
    return repaired(build_articles(page, outline))


def characters(page: Page) -> Counter[str]:
    """The characters of the readings in every place of the result, counted as often as they stand there."""
    lines = {line.id: line.reading for line in page.lines()}
    regions = {region.id: "".join(line.reading for line in region.lines) for region in page.regions}
    whole: list[str] = [item.region for item in (*page.furniture, *page.unplaced)]
    for article in page.articles:
        whole += (*article.kicker, *article.headline, *article.subheadline)
        whole += (*article.byline, *article.continuation)
    for caption in page.captions:
        whole += (*caption.text, *caption.credit)
    for advert in page.adverts:
        whole += advert.regions
    bodies = (line for article in page.articles for paragraph in article.body for line in paragraph.lines)
    return Counter("".join([*(regions[name] for name in whole), *(lines[name] for name in bodies)]))


def reverted(text: str, edits: list[Edit]) -> str:
    """A line's text before its edits: undone from the left, each stands where it did in the reading."""
    for edit in sorted(edits, key=lambda e: (e.start, e.end)):
        end = edit.start + len(edit.after)
        assert text[edit.start : end] == edit.after
        text = text[: edit.start] + edit.before + text[end:]
    return text


slowly = settings(deadline=None, max_examples=150, suppress_health_check=list(HealthCheck))


@slowly
@given(sheets())
def test_every_character_ends_in_exactly_one_place(sheet):
    page = built(sheet)
    assert misplaced(page) == []
    assert characters(page) == Counter("".join(line.reading for line in sheet[1]))


@slowly
@given(sheets())
def test_no_stage_changes_a_line(sheet):
    page = built(sheet)
    assert {line.id: line for line in page.lines()} == {line.id: line for line in sheet[1]}


@slowly
@given(sheets())
def test_undoing_all_edits_gives_the_reading(sheet):
    page = built(sheet)
    assert len({edit.id for edit in page.edits}) == len(page.edits)
    for line in page.lines():
        own = [edit for edit in page.edits if edit.line == line.id]
        assert reverted(line_text(line, own), own) == line.reading


@slowly
@given(sheets())
def test_a_page_that_was_built_can_be_written_and_read_again(sheet):
    page = built(sheet)
    assert to_json(from_json(to_json(page))) == to_json(page)
