"""Old text of a page, put in order: what each kind of damage becomes, and what is left alone."""

import json
from pathlib import Path

import jsonschema
import pytest

from ocrfix.formats.markdown import write_markdown
from ocrfix.formats.text import write_text
from ocrfix.model.as_json import page_schema, to_json
from ocrfix.model.laws import misplaced
from ocrfix.model.page import Page
from ocrfix.model.text import Texts
from ocrfix.repairing import page_of, repaired

HERE = Path(__file__).parent


def page_from(*blocks: str) -> Page:
    """The repaired page of a text whose blocks have a blank line between them."""
    return repaired(page_of("\n\n".join(blocks).encode(), "page.txt", "page"))


def bodies(page: Page) -> list[list[str]]:
    texts = Texts(page)
    return [[texts.paragraph(paragraph) for paragraph in article.body] for article in page.articles]


def unplaced(page: Page) -> list[str]:
    return [Texts(page).printed((rest.region,)) for rest in page.unplaced]


def doubts(page: Page, kind: str) -> list[str]:
    return [doubt.text for doubt in page.doubts if doubt.kind == kind]


@pytest.fixture(scope="module")
def harbour() -> Page:
    return page_from((HERE / "harbour.txt").read_text(encoding="utf-8"))


def test_a_broken_page_becomes_its_articles_word_for_word(harbour):
    assert write_markdown(harbour) == (HERE / "harbour.md").read_text(encoding="utf-8")


def test_every_region_of_the_broken_page_has_exactly_one_place(harbour):
    assert misplaced(harbour) == []


def test_what_is_written_follows_the_schema_and_has_no_invented_boxes(harbour):
    document = json.loads(to_json(harbour))
    jsonschema.Draft202012Validator(json.loads(page_schema())).validate(document)
    lines = [line for region in document["regions"] for line in region["lines"]]
    assert {line["polygon"] for line in lines} == {None}
    assert (document["source"]["width_px"], document["source"]["height_px"]) == (None, None)


def test_the_headline_of_remains_is_marked_with_its_pieces_and_its_evidence(harbour):
    article = next(article for article in harbour.articles if article.reconstructed)
    made = article.reconstructed
    assert Texts(harbour).regions(article.headline) == "周明远带队赴广州推介"
    assert made.pieces == ("明", "远", "赴", "厂", "州", "推介")
    assert made.evidence == "周明远带队赴广州推介"
    assert len(doubts(harbour, "reconstructed")) == 1
    rules = {edit.rule for edit in harbour.edits if edit.line in {"l1", "l2", "l3", "l4", "l5", "l6"}}
    assert rules == {"reconstruct"}


def test_the_loop_and_the_garble_are_doubts_and_not_lost(harbour):
    assert len(doubts(harbour, "loop")) == len(doubts(harbour, "garble")) == 1
    assert sum(text.count("排是工作落实") for text in unplaced(harbour)) == 3
    assert "同心筑港 迎潮弋 澜礼乡浦氽 亍兴" in unplaced(harbour)


def test_pieces_that_no_article_speaks_of_stay_unplaced():
    page = page_from("春", "江", "潮", "水", "本报讯 3月27日，区委召开工作会议，研究部署有关工作。")
    assert unplaced(page) == ["春", "江", "潮", "水"]
    assert not page.articles[0].headline


def test_pieces_that_two_articles_speak_of_stay_unplaced():
    story = "■记者 王一\n\n本报讯 周明远带队赴广州推介港口合作项目，与企业座谈。"
    page = page_from(f"明\n\n远\n\n赴\n\n广\n\n州\n\n{story}\n\n{story}")
    assert unplaced(page) == ["明", "远", "赴", "广", "州"]
    assert not any(article.reconstructed for article in page.articles)


def test_an_article_that_has_its_headline_gets_no_second_one():
    page = page_from(
        "# 港口推介会举行", "本报讯 周明远带队赴广州推介港口项目。", "明", "远", "赴", "广", "州", "推介"
    )
    assert Texts(page).regions(page.articles[0].headline) == "港口推介会举行"
    assert not any(article.reconstructed for article in page.articles)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("统筹规划，以“多", "规合一”思路推进。"),
        ("今年是杭州亚", "运会举办之年，意义重大。"),
        ("激发企业创新活力，", "构建一流创新生态。"),
    ],
)
def test_a_sentence_cut_by_a_column_is_one_paragraph(before, after):
    assert bodies(page_from("# 题目", f"本报讯 {before}", f"{after}")) == [[f"本报讯 {before}{after}"]]


def test_a_sentence_that_nothing_goes_on_from_is_a_doubt_and_stays_apart():
    page = page_from(
        "# 题目",
        "本报讯 党支部的引领行动，只是推动文明典范城市创建工作的一个",
        "作为我区首个新时代文明实践街道，河庄开展活动。",
    )
    assert len(bodies(page)[0]) == 2
    assert doubts(page, "stop") == ["the sentence stops in the middle: …明典范城市创建工作的一个"]


@pytest.mark.parametrize(
    "text",
    [
        "坚决打赢脱贫攻坚战！坚决打赢脱贫攻坚战！坚决打赢脱贫攻坚战！口号声响彻广场。",
        "加油，加油，加油，孩子们齐声喊道，比赛进入最后一分钟。",
        "一等奖一名奖金五千元，二等奖一名奖金三千元，三等奖一名奖金一千元，优秀奖若干。",
        "会议强调，要抓规划，要抓项目，要抓创新，要抓安全，要抓落实，推动高质量发展。",
    ],
)
def test_what_people_say_again_stays(text):
    page = page_from("# 题目", f"本报讯 {text}")
    assert bodies(page) == [[f"本报讯 {text}"]]
    assert not page.unplaced


def test_verse_keeps_its_lines_and_its_refrain():
    verse = [
        "轻轻的我走了，",
        "正如我轻轻的来；",
        "轻轻的我走了，",
        "正如我轻轻的来；",
        "轻轻的我走了，",
        "正如我轻轻的来。",
    ]
    page = page_from("# 诗一首\n\n" + "\n".join(verse))
    assert bodies(page) == [verse]


def test_one_copy_of_a_clause_that_reads_well_stays():
    page = page_from("# 题目", f"本报讯 会议指出，{4 * '要坚持稳中求进工作总基调，'}扎实推动高质量发展。")
    assert bodies(page) == [["本报讯 会议指出，要坚持稳中求进工作总基调，扎实推动高质量发展。"]]
    assert unplaced(page) == [3 * "要坚持稳中求进工作总基调，"]


def test_a_caption_that_ran_into_the_text_gets_its_own_place():
    page = page_from(
        "# 题目",
        "本报讯 昨天，全区防汛演练在江边举行，共三百人参加。 图为演练现场。 王建华 摄 区领导观摩了演练。",
    )
    texts = Texts(page)
    assert [texts.regions(caption.text) for caption in page.captions] == ["图为演练现场。"]
    assert [texts.regions(caption.credit) for caption in page.captions] == ["王建华 摄"]
    assert bodies(page) == [["本报讯 昨天，全区防汛演练在江边举行，共三百人参加。区领导观摩了演练。"]]
    assert len(doubts(page, "caption")) == 1


def test_a_sentence_about_a_picture_without_a_credit_stays_in_the_text():
    text = "本报讯 图为进士第的老照片被重新挂上了墙，居民们纷纷前来参观。"
    assert bodies(page_from("# 题目", f"{text}")) == [[text]]


def test_heading_marks_tell_headlines_kickers_and_crossheads_apart():
    page = page_from(
        "### 区委召开会议",
        "# 大力推进港口建设",
        "## 五项工程年内开工",
        "■记者 王一",
        "本报讯 会议召开。",
        "### 补短板",
        "要补齐短板弱项。",
    )
    (article,) = page.articles
    texts = Texts(page)
    assert texts.regions(article.kicker) == "区委召开会议"
    assert texts.regions(article.subheadline) == "五项工程年内开工"
    assert [paragraph.crosshead for paragraph in article.body] == [False, True, False]


def test_text_without_marks_has_its_headlines_found_by_bylines_and_datelines():
    page = page_from(
        "防汛会议召开", "■记者 王一", "5月9日，会议召开。", "港口开港", "本报讯 5月10日，港口开港。"
    )
    texts = Texts(page)
    assert [texts.regions(article.headline) for article in page.articles] == ["防汛会议召开", "港口开港"]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("投稿邮箱 qtxq@126.com 征订热线 江东:83523999", "imprint"),
        ("責任編輯：陳思 校對：王芳", "imprint"),
        ("新闻热线：0571-85112233", "imprint"),
        ("2024年5月16日 星期四", "running_head"),
        ("第3版", "folio"),
        ("江海晚报", "nameplate"),
    ],
)
def test_lines_of_the_paper_itself_are_furniture(line, kind):
    page = page_from(f"{line}", "# 题目", "本报讯 会议召开。")
    assert [(item.kind, Texts(page).region(item.region)) for item in page.furniture] == [
        (kind, line.replace("江东:", "江东："))
    ]


def test_a_sentence_with_a_telephone_number_is_no_imprint():
    text = "本报讯 市民可拨打电话85112233反映问题，工作人员将及时处理。"
    assert bodies(page_from("# 题目", f"{text}")) == [[text]]


def test_clean_text_is_left_alone():
    text = "本报讯 5月9日，TFC Group（天府）在\u201c一港三区\u201d发布3.5%的增长数据，约120人参加。"
    page = page_from("# 一图读懂 港口这一年", "■记者 王一 通讯员 李二", f"{text}")
    assert page.edits == ()
    assert [doubt.kind for doubt in page.doubts] == []


@pytest.mark.parametrize("write", [write_markdown, write_text])
def test_repairing_repaired_text_finds_nothing(harbour, write):
    again = page_from(write(harbour))
    assert again.edits == ()


def test_the_markdown_of_a_page_gives_the_same_articles_again(harbour):
    again = page_from(write_markdown(harbour))
    assert bodies(again) == bodies(harbour)
    texts, others = Texts(again), Texts(harbour)
    for part in ("kicker", "headline", "byline"):
        assert [texts.regions(getattr(a, part)) for a in again.articles] == [
            others.regions(getattr(a, part)) for a in harbour.articles
        ]
