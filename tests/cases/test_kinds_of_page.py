"""What real pages do, one story a kind: each page is painted and its articles come back letter by letter.

The lines are those that were painted: what is tested here is columns, headings, order and articles, on the
rules, pictures and tints that the picture shows. `test_painted.py` reads such pages from their letters.
"""

from dataclasses import replace
from functools import cache
from random import Random

import pytest
from outlined import outlined
from painted import score_of
from painter import (
    Advert,
    Article,
    Beside,
    Boxed,
    Crosshead,
    Description,
    Head,
    Label,
    Photo,
    Run,
    Stack,
    Story,
    Table,
    paint,
)
from painter.fonts import missing_package
from painter.newsroom import Newsroom
from painter.paint import set_page
from painter.random_page import random_page

from ocrfix.model.page import RegionKind

for _script in ("zh-Hans", "zh-Hant", "en"):
    if missing_package(_script):
        pytest.skip(f"needs the Debian package {missing_package(_script)}", allow_module_level=True)

MODERN = Description(
    script="zh-Hans",
    size_px=(1700, 3600),
    margin_px=60,
    columns=6,
    body_px=24,
    head=Head(running=("第3版", "民生", "青屿日报", "2025年4月2日 星期三")),
    imprint=("电话：82987136", "邮箱：news@qingyu.example"),
    content=Label(text="要闻"),
)
TIERS = replace(
    MODERN,
    script="zh-Hant",
    vertical=True,
    head=Head(nameplate="青嶼時報", nameplate_px=110, rtl=True, ears=(("今日二張", "零售三分"),)),
    imprint=(),
)
ENGLISH = replace(
    MODERN,
    script="en",
    head=Head(running=("3", "THE PORT HALLOW COURIER", "MARCH 27, 1911")),
    imprint=("Printed and published at 4 Quay Street.",),
)


def article(seed, length=400, page=MODERN, **more):
    """An article of about so many characters; `more` sets its other parts."""
    news = Newsroom(Random(seed), page.script, page.vertical)
    plain = news.heading(long=False)
    return replace(plain, **{"body": tuple(news.paragraphs(length)), **more})


def story(seed, columns=6, length=400, page=MODERN, headline_px=56, **more):
    """A story of `article`'s keys and of Story's."""
    words = {key: more.pop(key) for key in list(more) if key in Article.__dataclass_fields__}
    written = article(seed, length, page, **words)
    return Story(article=written, columns=columns, headline_px=headline_px, **more)


HEADS = (
    "小鲜笋闯市场 水渠通到田头 渡船明日停航 老街焕新颜 合唱队进城 茶山开园了 夜市点亮江岸 新桥合龙"
    " 学校添座位 清水流进家门"
)
BRIEFS = Run(
    stories=tuple(
        story(seed, 1, 110, headline=head, headline_px=36) for seed, head in enumerate(HEADS.split(), 20)
    ),
    columns=6,
)
LEAD = story(1, headline_px=72, length=700)
FOOT = story(2, length=500)


@cache
def found_on(page):
    """What is found on a painted page, as high as its content, and how that scores."""
    width, height = page.size_px
    _, spare = set_page(page)
    image, truth = paint(replace(page, size_px=(width, int(height - spare))))
    found = outlined(image, truth, page.body_px, page.script)
    return found, score_of(found, truth)


def between(block, above=LEAD, below=FOOT):
    """A block between two articles."""
    return Stack((above, block, below))


def photo(seed=4, **more):
    return Photo(caption="泵站开机，河水缓缓流进稻田。", credit="江予安 摄", seed=seed, **more)


def columns_of(number, gutter_em, rules):
    return replace(MODERN, columns=number, gutter_em=gutter_em, column_rules=rules)


CELLS = (
    ("青屿", "晴", "9℃"),
    ("禾塘", "阵雨", "7℃"),
    ("溪口", "多云", "8℃"),
    ("梅岭", "小雨", "6℃"),
    ("古渡", "大风", "5℃"),
    ("北坪", "阴", "4℃"),
)


def beside_advert(rows):
    """An advert, and beside it as high a table of so many rows."""
    advert = Advert(lines=("听潮书局", "八折"), small="本店位于中心路4号。", columns=3)
    return Beside((advert, Table(title="天气预报", rows=CELLS[:rows], columns=3)))


KINDS = {
    "gutters of 0.6 em": replace(columns_of(6, 0.6, False), content=between(story(3, length=800))),
    "hairline rules": replace(columns_of(6, 0.8, True), rule_px=1, content=between(story(3, length=800))),
    "columns of different widths": replace(
        MODERN,
        content=between(Beside((story(3, 2, 500, set_in=1), story(4, 4, 700, set_in=3)))),
    ),
    "text round a box": replace(
        MODERN,
        content=between(story(3, length=900, inset=replace(story(5, 2, 90), frame="rule"), inset_columns=2)),
    ),
    "text round a cut-out photograph": replace(
        MODERN,
        content=between(
            story(3, length=900, set_in=3, inset=photo(cut_out=True, aspect=1.2), inset_columns=1)
        ),
    ),
    "two columns that become three under a photograph": replace(
        MODERN,
        content=between(story(3, length=900, set_in=2, inset=photo(aspect=0.2), inset_row=4, below=3)),
    ),
    "kicker and deck": replace(
        MODERN,
        content=between(story(3, kicker="春耕一线", subheadline="新泵站让四千户人家喝上放心水", decks=2)),
    ),
    "kicker under the headline": replace(
        MODERN, content=between(story(3, kicker="新泵站让四千户人家喝上放心水", kicker_below=True))
    ),
    "crossheads inside a body": replace(
        MODERN,
        content=between(
            story(
                3,
                body=(
                    *article(3, 260).body,
                    Crosshead("把泵站修到田头"),
                    *article(7, 260).body,
                    Crosshead("让清水流进家门"),
                    *article(8, 260).body,
                ),
            )
        ),
    ),
    "section labels on tint": replace(
        MODERN,
        content=between(Beside((story(3, 3, label="聚焦标准化"), story(4, 3, label="基层监管 必读")))),
    ),
    "a headline over some of its columns": replace(MODERN, content=between(story(3, length=800, over=4))),
    "two headlines side by side": replace(MODERN, content=between(Beside((story(3, 3), story(4, 3))))),
    "a vertical headline": replace(
        MODERN, content=between(story(3, length=700, set_in=5, strip="left", headline="小鲜笋闯出大市场"))
    ),
    "a vertical headline in two decks": replace(
        MODERN,
        content=between(
            story(3, length=700, set_in=4, strip="right", decks=2, headline="三万亩秧苗 喝上放心水")
        ),
    ),
    "white on dark": replace(MODERN, content=between(story(3, look="reverse"))),
    "white on dark, as wide as its columns": replace(
        MODERN,
        content=between(
            story(3, look="reverse", kicker="春耕一线", decks=2, headline="三万亩秧苗 喝上放心水")
        ),
    ),
    "white on dark down the page": replace(
        MODERN,
        content=between(
            story(3, length=700, set_in=5, strip="left", look="reverse", headline="小鲜笋闯出大市场")
        ),
    ),
    "outlined letters": replace(MODERN, content=between(story(3, look="outline", face="hei_bold"))),
    "very wide letters": replace(MODERN, content=between(story(3, look="wide", headline="小鲜笋闯出大市场"))),
    "brush letters": replace(MODERN, content=between(story(3, face="kai"))),
    "a space between halves": replace(
        MODERN, content=between(story(3, headline="不断提升灌溉水平 打造一流示范园区"))
    ),
    "a boxed article in another's columns": replace(
        MODERN,
        content=between(
            story(
                3,
                length=900,
                inset=replace(story(6, 2, 90), frame="rule"),
                inset_at="centre",
                inset_row=3,
                inset_columns=2,
            )
        ),
    ),
    "an article in another's columns, nothing drawn round it": replace(
        MODERN,
        content=between(
            story(3, length=900, inset=story(6, 2, 90), inset_at="left", inset_row=5, inset_columns=2)
        ),
    ),
    "a frame of several articles": replace(
        MODERN,
        content=between(
            Boxed(
                block=Beside((story(3, 3, 160), story(4, 3, 160)), columns=6),
                columns=6,
                label=Label(text="简明新闻", look="band"),
            )
        ),
    ),
    "ruled-off columns": replace(
        MODERN,
        content=Beside(
            (Stack((replace(LEAD, columns=4), replace(FOOT, columns=4)), columns=4), story(3, 2, 700))
        ),
    ),
    "a byline at the head": replace(MODERN, content=between(story(3, byline="■记者 温如许 通讯员 江予安"))),
    "a byline at the foot": replace(MODERN, content=between(story(3, byline="程智安", byline_at="foot"))),
    "a source": replace(MODERN, content=between(story(3, byline="（摘编自《青屿晚报》）", byline_at="foot"))),
    "captions beside and inside pictures": replace(
        MODERN,
        content=between(
            Beside((photo(caption_at="beside", columns=3), replace(photo(9, columns=3), caption_at="inside")))
        ),
    ),
    "jump lines": replace(MODERN, content=between(story(3, continued_on="（下转第3版）"))),
    "a continuation without a headline": replace(
        MODERN, content=between(story(3, headline=None, continued_from="（上接第1版）", byline=None))
    ),
    "a continuation beside another article": replace(
        MODERN,
        content=between(
            Beside(
                (story(3, 3, 500), story(4, 3, headline=None, continued_from="（上接第1版）", byline=None))
            )
        ),
    ),
    "adverts and a table": replace(MODERN, content=between(beside_advert(6))),
    "short articles run through the columns": replace(MODERN, content=Stack((LEAD, BRIEFS))),
    "tiers": replace(
        TIERS,
        content=Beside((story(3, 3, 500, TIERS), story(4, 3, 500, TIERS))),
    ),
    "a headline in the middle of a tier": replace(
        TIERS, content=Stack((story(3, 6, 300, TIERS), story(4, 6, 300, TIERS), story(5, 6, 300, TIERS)))
    ),
    "an advert set across a vertical page": replace(
        TIERS,
        content=Stack(
            (story(3, 6, 400, TIERS), Advert(lines=("聽潮書局", "八折"), columns=6, direction="rtl"))
        ),
    ),
    "English columns": replace(
        ENGLISH,
        content=Stack(
            (
                story(3, 6, 1500, ENGLISH, kicker="WORK BEGINS ON MONDAY"),
                Run(
                    stories=tuple(story(n, 1, 300, ENGLISH, headline_px=34) for n in range(20, 27)), columns=6
                ),
            )
        ),
    ),
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_article_has_its_headline_and_its_text(kind):
    _, score = found_on(KINDS[kind])
    assert score.article_cer < 0.001
    assert score.headline_acc == 1
    assert score.para_f1 == 1


@pytest.mark.parametrize("kind", [kind for kind, page in KINDS.items() if page.script == "zh-Hans"])
def test_no_furniture_is_in_an_article(kind):
    _, score = found_on(KINDS[kind])
    assert score.furniture == 1


@pytest.mark.parametrize(
    ("kind", "pages"),
    [
        ("jump lines", {(None, "3"), (None, None)}),
        ("a continuation without a headline", {("1", None), (None, None)}),
        ("a continuation beside another article", {("1", None), (None, None)}),
    ],
)
def test_jump_lines_name_the_pages_that_an_article_comes_from_and_goes_on_to(kind, pages):
    found, _ = found_on(KINDS[kind])
    assert {(article.continued_from, article.continues_on) for article in found.articles} == pages
    headless = [article for article in found.articles if not article.headline]
    assert [article.continued_from for article in headless] == (["1"] if "continuation" in kind else [])


@pytest.mark.parametrize(
    "seed",
    [
        pytest.param(350027, id="a caption of three rows between the parts of a column"),
        pytest.param(360017, id="a kicker under a headline over columns like those above it"),
        pytest.param(360030, id="a headline over two of three columns on a tint"),
        pytest.param(370021, id="a crosshead in the column beside a short headline"),
        pytest.param(370047, id="a row of a deck over two columns of which one begins with two characters"),
    ],
)
def test_a_page_by_chance_that_came_back_wrong_comes_back_whole(seed):
    page = random_page(seed, "zh-Hans")
    image, truth = paint(page)
    assert score_of(outlined(image, truth, page.body_px, "zh-Hans"), truth).article_cer == 0


@pytest.mark.parametrize(
    "rows",
    [
        3,
        4,
        6,
        pytest.param(2, marks=pytest.mark.xfail(reason="two rows far apart are no table", strict=True)),
    ],
)
def test_a_table_is_kept_as_one_and_an_advert_beside_it_as_another(rows):
    found, _ = found_on(replace(MODERN, content=between(beside_advert(rows))))
    lines = [(region.kind, line.reading) for region in found.regions for line in region.lines]
    assert {kind for kind, text in lines if text in ("天气预报", "青屿", "阵雨", "8℃")} == {RegionKind.TABLE}
    assert {kind for kind, text in lines if text in ("听潮书局", "八折")} == {RegionKind.ADVERT}


@pytest.mark.parametrize("caption_at", ["below", "beside", "inside"])
def test_a_caption_has_its_credit_and_is_in_no_article(caption_at):
    found, score = found_on(replace(MODERN, content=between(photo(caption_at=caption_at, columns=6))))
    (caption,) = found.captions
    assert caption.text
    assert caption.credit
    assert score.article_cer == 0
