"""The painter tells the truth about its pages."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from painter import (
    Advert,
    Article,
    Beside,
    Boxed,
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
from painter.degrade import BlackBorder, Blur, Jpeg, Noise, Rescale, Skew, UnevenLight, degrade
from painter.fonts import missing_package
from painter.paint import set_page
from painter.random_page import random_page
from painter.truth import truth_of

from ocrfix.geometry import Box

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


SHORT = Article(headline="小鲜笋闯出大市场", body=("溪口村的鲜笋销往各地，户均增收三万元。",))
NOTE = Story(article=SHORT, columns=1, headline_px=32)


def whole_page(block):
    """The page with one block for content."""
    return replace(PAGE, content=block)


def regions_of(truth, kind):
    return [region for region in truth["regions"] if region["kind"] == kind]


def box(polygon):
    """The upright box round a polygon."""
    xs, ys = zip(*polygon, strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys))


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
    apart = ("continuation", "table")
    printed = [line["text"] for r in truth["regions"] if r["kind"] not in apart for line in r["lines"]]
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


@pytest.mark.parametrize("degrees", [2.0, 7.0, -7.0])
def test_a_page_turned_far_stays_whole_in_its_picture(degrees):
    image, truth = degrade(*paint(PAGE), [Skew(degrees)], seed=1)
    corners = [point for line in lines_of(truth) for point in line["polygon"]]
    assert all(0 <= x <= image.width and 0 <= y <= image.height for x, y in corners)
    assert (image.size == (1000, 1100)) is (degrees == 2.0)
    assert all(darkness(np.asarray(image), line["polygon"]) > 60 for line in lines_of(truth))


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


def test_a_kicker_set_under_the_headline_is_a_subheading_in_the_truth():
    story = Story(article=ARTICLE, columns=4, headline_px=44, kicker_below=True)
    truth = set_truth(whole_page(story))
    article, below = truth["articles"][0], regions_of(truth, "subheading")
    assert (article["kicker"], article["subheadline"]) == (None, "春耕一线")
    assert [r["text"] for r in below] == ["春耕一线"]
    assert not regions_of(truth, "kicker")
    assert box(below[0]["polygon"]).top > box(regions_of(truth, "heading")[0]["polygon"]).bottom


def test_content_too_high_for_its_page_is_refused():
    tall = replace(PAGE, content=Stack((PAGE.content, PAGE.content)), size_px=(1000, 700))
    with pytest.raises(ValueError, match="too high"):
        paint(tall)


@pytest.mark.parametrize("seed", [1, 6])
def test_a_random_page_fills_its_paper_and_does_not_run_over(seed):
    page = random_page(seed)
    _, spare = set_page(page)
    assert 0 <= spare < 6 * page.body_px * page.leading


@pytest.mark.parametrize(("seed", "script"), [(21, "zh-Hans"), (22, "zh-Hans"), (23, "zh-Hant"), (24, "en")])
def test_no_line_of_a_random_page_covers_another_or_leaves_the_paper(seed, script):
    page = random_page(seed, script)
    boxes = [box(line["polygon"]) for line in lines_of(set_truth(page))]
    paper = Box(0, 0, *page.size_px)
    assert all(line.share_in(paper) == 1 for line in boxes)
    for index, line in enumerate(boxes):
        assert not [other for other in boxes[index + 1 :] if line.share_in(other) > 0.1]


@pytest.mark.parametrize(("seed", "script"), [(128008, "zh-Hant"), (71011, "zh-Hans")])
def test_a_run_that_only_its_least_height_holds_and_a_rule_between_two_pixels_are_painted(seed, script):
    image, truth = paint(random_page(seed, script))
    assert image.getextrema()[0] < 60
    assert all(line["text"] for region in truth["regions"] for line in region["lines"])


def test_a_boxed_article_inside_another_is_an_article_of_its_own_and_covers_no_line():
    boxed = replace(NOTE, frame="rule")
    truth = set_truth(whole_page(Story(article=ARTICLE, columns=4, headline_px=60, inset=boxed)))
    assert [article["headline"] for article in truth["articles"]] == [ARTICLE.headline, SHORT.headline]
    (inset,) = [r for r in regions_of(truth, "body") if r["article"] == 1]
    around = [
        box(line["polygon"]) for r in regions_of(truth, "body") if r["article"] == 0 for line in r["lines"]
    ]
    assert all(line.common(box(inset["polygon"])) == 0 for line in around)


def test_lines_beside_a_cut_out_figure_begin_where_it_ends():
    figure = Photo(caption="泵站开机。", aspect=1.2, seed=3, cut_out=True)
    story = Story(article=ARTICLE, columns=4, set_in=2, headline_px=60, inset=figure, inset_columns=1.5)
    body = [line for r in regions_of(set_truth(whole_page(story)), "body") for line in r["lines"]]
    widths = {round(box(line["polygon"]).right) for line in body if len(line["text"]) > 5}
    assert len(widths) > 4


def test_a_body_goes_on_under_its_picture_in_more_columns():
    photo = Photo(caption="泵站开机。", aspect=0.2)
    long = replace(ARTICLE, body=ARTICLE.body * 3)
    story = Story(article=long, columns=4, set_in=2, headline_px=60, inset=photo, inset_row=2, below=3)
    truth = set_truth(whole_page(story))
    caption = box(regions_of(truth, "caption")[0]["polygon"])
    tops = [box(r["polygon"]).top for r in regions_of(truth, "body")]
    assert [top > caption.bottom for top in tops] == [False, False, True, True, True]
    assert without_spaces(r["text"] for r in regions_of(truth, "body")) == without_spaces(
        truth["articles"][0]["body"]
    )


def test_a_run_goes_on_at_the_head_of_the_next_column():
    run = Run(stories=(NOTE, replace(NOTE, article=ARTICLE), NOTE), columns=2)
    truth = set_truth(whole_page(Stack((run, Advert(lines=("听潮书局",))))))
    assert [a["headline"] for a in truth["articles"]] == [SHORT.headline, ARTICLE.headline, SHORT.headline]
    pieces = [box(r["polygon"]) for r in regions_of(truth, "body") if r["article"] == 1]
    assert len(pieces) == 2
    assert pieces[1].left > pieces[0].right
    assert pieces[1].top < pieces[0].top


def test_a_frame_holds_its_label_above_its_articles():
    label = Label(text="简明新闻", look="band")
    pair = Stack((NOTE, NOTE))
    truth = set_truth(whole_page(Boxed(block=pair, columns=4, label=label)))
    assert [r["kind"] for r in truth["regions"]][3:] == ["section", *["heading", "body"] * 2, "imprint"]
    assert "简明新闻" in truth["masthead"]


def test_a_table_s_cells_are_lines_of_one_table_region():
    table = Table(title="天气预报", rows=(("青屿", "晴", "9℃"), ("禾塘", "阵雨", "7℃")), ruled=True)
    (region,) = regions_of(set_truth(whole_page(table)), "table")
    assert [line["text"] for line in region["lines"]] == [
        "天气预报",
        "青屿",
        "晴",
        "9℃",
        "禾塘",
        "阵雨",
        "7℃",
    ]


@pytest.mark.parametrize("look", ["reverse", "outline", "wide"])
def test_a_headline_of_any_look_has_ink_in_its_box(look):
    story = Story(article=ARTICLE, columns=4, headline_px=48, look=look, face="hei_bold")
    image, truth = paint(whole_page(story))
    (heading,) = regions_of(truth, "heading")
    assert darkness(np.asarray(image), heading["polygon"]) > 100
    plain = regions_of(set_truth(whole_page(replace(story, look="plain"))), "heading")[0]
    widths = [box(region["polygon"]).width for region in (heading, plain)]
    assert (widths[0] > 1.3 * widths[1]) == (look == "wide")


@pytest.mark.parametrize("caption_at", ["inside", "beside"])
def test_a_caption_stands_inside_or_beside_its_picture(caption_at):
    photo = Photo(caption="泵站开机。", credit="江予安 摄", caption_at=caption_at, columns=4)
    sheet, _ = set_page(whole_page(photo))
    (picture,) = sheet.pictures
    (caption,) = [region.box for region in sheet.regions if region.kind == "caption"]
    assert caption.share_in(picture.box) == (1 if caption_at == "inside" else 0)
    assert caption.along(picture.box) == pytest.approx(caption.height)


def test_an_advert_on_a_vertical_page_may_be_set_across():
    page = random_page(23, "zh-Hant")
    block = Advert(lines=("聽潮書局", "八折"), columns=6, height_px=300, direction="rtl")
    (advert,) = regions_of(set_truth(replace(page, content=block)), "advert")
    assert advert["writing_mode"] == "horizontal-rtl"
