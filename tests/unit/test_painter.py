"""The painter tells the truth about its pages."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from painter import Advert, Article, Beside, Description, Head, Photo, Stack, Story, paint
from painter.degrade import BlackBorder, Blur, Jpeg, Noise, Rescale, Skew, UnevenLight, degrade
from painter.fonts import missing_package
from painter.paint import set_page
from painter.random_page import random_page
from painter.truth import truth_of

for _script in ("zh-Hans", "zh-Hant", "en"):
    if missing_package(_script):
        pytest.skip(f"needs the Debian package {missing_package(_script)}", allow_module_level=True)

ARTICLE = Article(
    kicker="春耕一线",
    headline="三万亩秧苗 喝上放心水",
    byline="（记者 温如许）",
    dateline="本报讯 3月27日，",
    body=(
        "禾塘镇新修的二号泵站正式开机，清亮的河水沿着水渠缓缓进入稻田。村民笑着说：“今年水自己找上门来了。”",
        "镇上投入2100万元，改造泵站5座、清淤渠道63公里，还给每个闸口装上了远程控制设备。",
    ),
)
PAGE = Description(
    script="zh-Hans",
    size_px=(1000, 1100),
    margin_px=50,
    columns=4,
    body_px=24,
    head=Head(running=("第3版", "民生", "青屿日报")),
    imprint=("电话：82987136",),
    content=Beside(
        (
            Story(article=ARTICLE, columns=2, headline_px=44, byline_at="foot"),
            Stack(
                (
                    Photo(caption="泵站开机。", credit="江予安 摄", seed=3),
                    Advert(lines=("听潮书局", "八折"), height_px=160),
                ),
                columns=2,
            ),
        )
    ),
)
STRIP = replace(
    PAGE, content=Story(article=ARTICLE, columns=4, set_in=3, strip="left", headline_px=60, decks=2)
)


def without_spaces(texts):
    return "".join("".join(text.split()) for text in texts)


def set_truth(page):
    """The truth of a page that is not inked."""
    return truth_of(set_page(page)[0])


def lines_of(truth):
    return [line for region in truth["regions"] for line in region["lines"]]


def darkness(image, polygon):
    """Contrast inside the polygon's upright box of a grey array, in grey levels."""
    xs, ys = zip(*polygon, strict=True)
    part = image[int(min(ys)) : int(max(ys)) + 1, int(min(xs)) : int(max(xs)) + 1]
    return int(part.max()) - int(part.min())


@pytest.mark.parametrize("page", [PAGE, STRIP, random_page(6, "zh-Hant"), random_page(2, "en")])
def test_every_line_of_the_truth_has_ink_under_it(page):
    image, truth = paint(page)
    grey = np.asarray(image)
    assert all(darkness(grey, line["polygon"]) > 100 for line in lines_of(truth))


@pytest.mark.parametrize("seed", [2, 6, 7])
def test_the_lines_of_the_regions_hold_each_character_of_the_truth_once(seed):
    truth = set_truth(random_page(seed))
    words = [*truth["masthead"], *truth["adverts"]]
    words += [caption[key] or "" for caption in truth["captions"] for key in ("text", "credit")]
    for article in truth["articles"]:
        words += [article[key] or "" for key in ("kicker", "headline", "subheadline", "byline")]
        words += article["body"]
    printed = [line["text"] for r in truth["regions"] if r["kind"] != "continuation" for line in r["lines"]]
    counts = Counter(without_spaces(printed)), Counter(without_spaces(words))
    if any("a" <= char <= "z" for char in truth["articles"][0]["headline"]):
        counts[0].pop("-", None)  # hyphens at line ends are printed but no part of the text
        counts[1].pop("-", None)
    assert counts[0] == counts[1]


def test_the_body_regions_of_an_article_read_in_order():
    _, truth = paint(PAGE)
    body = [r["text"] for r in truth["regions"] if r["kind"] == "body" and r["article"] == 0]
    assert without_spaces(body) == without_spaces(truth["articles"][0]["body"])


def test_a_skewed_page_s_polygons_still_cover_the_ink():
    clean, truth = paint(PAGE)
    image, moved = degrade(clean, truth, [Skew(2.0)], seed=1)
    ink = np.asarray(image) < 90
    paper = np.ones_like(ink)
    for line in lines_of(moved):
        xs, ys = zip(*line["polygon"], strict=True)
        paper[int(min(ys)) : int(max(ys)) + 1, int(min(xs)) : int(max(xs)) + 1] = False
    body = [line["polygon"] for r in moved["regions"] if r["kind"] == "body" for line in r["lines"]]
    left, right = (int(f(x for polygon in body for x, _ in polygon)) for f in (min, max))
    top, bottom = (int(f(y for polygon in body for _, y in polygon)) for f in (min, max))
    assert ink[top:bottom, left:right].sum() > 1000
    assert (ink & paper)[top:bottom, left:right].sum() == 0


def test_rescaling_moves_the_polygons_with_the_pixels():
    image, truth = degrade(*paint(PAGE), [Rescale(0.5)], seed=1)
    assert image.size == (500, 550)
    grey = np.asarray(image)
    assert all(darkness(grey, line["polygon"]) > 60 for line in lines_of(truth))


def test_the_same_seed_gives_the_same_bytes():
    wear = [Skew(0.5), Blur(0.6), UnevenLight(0.2), Noise(5, salt=0.001), BlackBorder(12), Jpeg(60)]
    first, second = (degrade(*paint(PAGE), wear, seed=9) for _ in range(2))
    assert first[0].tobytes() == second[0].tobytes()
    assert random_page(3) == random_page(3)


def test_no_line_begins_with_a_closing_mark():
    truth = set_truth(random_page(4))
    body = [line["text"] for r in truth["regions"] if r["kind"] == "body" for line in r["lines"]]
    assert not [text for text in body if text[0] in "，。、；：！？”）》"]


def test_a_two_deck_headline_keeps_one_space():
    _, truth = paint(STRIP)
    heading = next(r for r in truth["regions"] if r["kind"] == "heading")
    assert truth["articles"][0]["headline"] == "三万亩秧苗 喝上放心水"
    assert [line["text"] for line in heading["lines"]] == ["三万亩秧苗", "喝上放心水"]
    assert heading["writing_mode"] == "vertical-rtl"


def test_content_too_high_for_its_page_is_refused():
    tall = replace(PAGE, content=Stack((PAGE.content, PAGE.content)), size_px=(1000, 700))
    with pytest.raises(ValueError, match="too high"):
        paint(tall)


@pytest.mark.parametrize("seed", [1, 6])
def test_a_random_page_fills_its_paper_and_does_not_run_over(seed):
    page = random_page(seed)
    _, spare = set_page(page)
    assert 0 <= spare < 6 * page.body_px * page.leading
