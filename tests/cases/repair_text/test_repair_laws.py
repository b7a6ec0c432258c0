"""The laws on any text: nothing lost, the reading never overwritten, nothing found in what is repaired."""

from collections import Counter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ocrfix.formats.text import write_text
from ocrfix.model.as_json import to_json
from ocrfix.model.cut import cut_page
from ocrfix.model.from_json import from_json
from ocrfix.model.laws import misplaced
from ocrfix.model.page import Page
from ocrfix.model.text import Texts, line_text
from ocrfix.repair.notation import find_blocks
from ocrfix.repairing import page_of, repaired, reverted

ROWS = (
    "承",
    "涛",
    "每",
    "考察活",
    "機 82987136",
    "投稿邮箱 qtxq@126.com 征订热线 江东:83523999",
    "# 不断提升专业化水平(打造一流园区",
    "### 会议召开",
    "## Unplaced",
    "■记者 郁佳炜",
    "（下转第3版）",
    "童志忠 摄",
    "大通道 新进展",
    '本报讯 3月27日,金承涛带队赴上海开展招商考察活动,以"多',
    '规合一"思路 统筹...',
    "图为演练现场。 王建华 摄 会议继续。",
    "要打起担责,是是工作目标。" * 4,
    "全域美丽 迎承运 礼善钱塘剑 奥希",
    "+占。 会议强调,要认真学习。",
    "> 图为码头。 *贺小川 摄*",
    "---",
    "***",
    "<!-- note -->",
    "　　缩进的段落，继续下去",
    "The harbour board met on Monday, and the well-",
    "２０２３年",
    "",
    "",
)
ANY = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40)
TEXTS = st.lists(st.sampled_from(ROWS) | ANY, max_size=24).map("\n".join)
slowly = settings(deadline=None, max_examples=120, suppress_health_check=list(HealthCheck))


def page_from(text: str) -> Page:
    return page_of(text.encode(), "page.txt", "page")


def readings(page: Page) -> Counter[str]:
    return Counter("".join(line.reading for line in page.lines()))


@slowly
@given(TEXTS)
def test_every_character_of_a_text_has_exactly_one_place(text):
    if text.lstrip()[:1] == "{":
        return
    page = repaired(page_from(text))
    assert misplaced(page) == []
    assert readings(page) == Counter("".join(line for block in find_blocks(text) for line in block.lines))


@slowly
@given(TEXTS)
def test_edits_fit_the_reading_and_taking_all_back_gives_it(text):
    if text.lstrip()[:1] == "{":
        return
    before = page_from(text)
    page = repaired(before)
    assert len({edit.id for edit in page.edits}) == len(page.edits)
    assert all(edit.visual and edit.language and edit.rule for edit in page.edits)
    assert readings(page) == readings(before)
    plain = reverted(page, rules=(), edits=())
    assert [line_text(line, plain.edits) for line in plain.lines()] == [line.reading for line in page.lines()]


@slowly
@given(TEXTS)
def test_repairing_a_repaired_page_changes_nothing(text):
    if text.lstrip()[:1] == "{":
        return
    page = repaired(page_from(text))
    assert to_json(repaired(from_json(to_json(page)))) == to_json(page)


@slowly
@given(TEXTS, st.data())
def test_a_line_can_be_cut_anywhere_without_a_change_to_its_text(text, data):
    if text.lstrip()[:1] == "{":
        return
    page = repaired(page_from(text))
    if not any(page.lines()):
        return
    line = data.draw(st.sampled_from([*page.lines()]))
    places = data.draw(st.lists(st.integers(0, len(line.reading)), max_size=4))
    cut, names = cut_page(page, line.id, places)
    texts = Texts(cut)
    assert "".join(texts.line(name) for name in names) == Texts(page).line(line.id)
    assert misplaced(cut) == []


@slowly
@given(st.lists(st.sampled_from(ROWS), max_size=24).map("\n".join))
def test_repairing_the_repaired_text_finds_nothing_more_to_mend(text):
    page = repaired(page_from(text))
    again = repaired(page_from(write_text(page)))
    mended = {edit.rule for edit in again.edits} & {"punctuation.width", "punctuation.dots", "width.digits"}
    assert mended == set()
