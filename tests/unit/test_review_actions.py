"""Whatever an editor does to whatever page: nothing is lost, readings stay, and it can be replayed."""

from dataclasses import replace

import pytest
from format_pages import pages
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lines import lattice, line_of, page_of

from ocrfix.errors import ActionError
from ocrfix.model.article import Article, Caption, Paragraph, Unplaced
from ocrfix.model.as_json import to_json
from ocrfix.model.edit import Edit
from ocrfix.model.from_json import from_json
from ocrfix.model.laws import misplaced
from ocrfix.model.page import Doubt, RegionKind
from ocrfix.model.text import Texts
from ocrfix.review.action import (
    Accept,
    Action,
    Change,
    Choose,
    JoinParagraphs,
    Keep,
    Label,
    MergeArticles,
    MoveParagraph,
    MoveRegion,
    Order,
    Place,
    Reject,
    SplitArticle,
    SplitParagraph,
    Write,
)
from ocrfix.review.changes import applied, replayed, steps
from ocrfix.review.items import State, doubt_id, states_of

PARTS = ("kicker", "headline", "subheadline", "byline", "continuation", "body")


def edit(name, line, start, before, after, rule="misread"):
    return Edit(
        id=name, line=line, start=start, before=before, after=after, rule=rule, visual="v", language="l"
    )


def with_doubts(page):
    """A page with a doubt in each line of several characters, half of them with a proposal."""
    found = []
    for number, line in enumerate(page.lines()):
        if len(line.reading) > 2:
            other = "国" + line.reading[1:3] if number % 2 else None
            found.append(Doubt(kind="misread", text=line.reading[:3], line=line.id, alternative=other))
    return replace(page, doubts=tuple(found))


def places(page):
    articles = st.sampled_from([None, *(a.id for a in page.articles)])
    captions = st.sampled_from([None, *(c.id for c in page.captions)])
    return st.one_of(
        st.builds(Place, st.just("article"), articles, st.sampled_from(PARTS)),
        st.builds(Place, st.just("caption"), captions),
        st.builds(Place, st.sampled_from(("advert", "furniture", "unplaced"))),
    )


def actions(page, read):
    """Actions that may fit the page."""
    items = st.sampled_from([*(e.id for e in read.edits), *map(doubt_id, read.doubts), "e999"])
    lines = st.sampled_from([line.id for line in page.lines()])
    regions = st.sampled_from([region.id for region in page.regions])
    articles = st.sampled_from([*(article.id for article in page.articles), "a99"])
    text = st.text("国报讯三万 ab，", max_size=6)
    return st.one_of(
        st.builds(Accept, items),
        st.builds(Reject, items),
        st.builds(Choose, items, text),
        st.builds(Write, lines, text),
        st.builds(Change, lines, st.integers(0, 3), st.just(""), text),
        st.builds(SplitParagraph, articles, lines),
        st.builds(JoinParagraphs, articles, lines),
        st.builds(MergeArticles, articles, articles),
        st.builds(SplitArticle, articles, lines),
        st.builds(MoveParagraph, articles, lines, places(page)),
        st.builds(MoveRegion, regions, places(page)),
        st.builds(Label, regions, st.sampled_from([kind.value for kind in RegionKind])),
        st.permutations([region.id for region in page.regions]).map(lambda ids: Order(tuple(ids))),
    )


@given(st.data())
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_is_done_nothing_is_lost_and_readings_stay(data):
    read = with_doubts(data.draw(pages()))
    if not read.regions or misplaced(read):
        return
    page, done = read, []
    for _ in range(data.draw(st.integers(1, 6))):
        action = data.draw(actions(page, read))
        try:
            page = applied(page, action, read)
        except ActionError:
            continue
        done.append(action)
        assert misplaced(page) == []
        assert {line.id: line for line in page.lines()} == {line.id: line for line in read.lines()}
    assert steps(read, done)[-1] == page
    assert from_json(to_json(page)) == from_json(to_json(from_json(to_json(page))))
    assert [Action.from_dict(action.to_dict()) for action in done] == done


@given(st.data())
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_line_reads_what_the_editor_wrote_whatever_stood_there(data):
    read = with_doubts(data.draw(pages()))
    lines = [line.id for line in read.lines()]
    if not lines:
        return
    line, page = data.draw(st.sampled_from(lines)), read
    for text in data.draw(st.lists(st.text("国报讯三万 ab，", max_size=9), min_size=1, max_size=3)):
        page = applied(page, Write(line, text), read)
        assert Texts(page).line(line) == text
    assert not [doubt for doubt in page.doubts if doubt.line == line]


PAGE = replace(
    page_of(("标题在此",), ("钱塘进人关键", "月份他们一起"), ("第二个区",), ("插题",), ("没有地方",)),
    articles=(
        Article(
            id="a1",
            headline=("r1",),
            body=(Paragraph(("l2", "l3", "l4")), Paragraph(("l5",), crosshead=True)),
            doubts=("another order",),
        ),
    ),
    unplaced=(Unplaced("r5", "no article is near"),),
    edits=(edit("e1", "l2", 3, "人", "入"), edit("e2", "l3", 0, "月", "日")),
    doubts=(
        Doubt(kind="misread", text="一起 may be 一齐: two", line="l3", alternative="一齐"),
        Doubt(kind="structure", text="another order", region="r1"),
        Doubt(kind="stop", text="the sentence stops in the middle", line="l4"),
    ),
)
MISREAD, STRUCTURE, STOP = map(doubt_id, PAGE.doubts)


def after(*done):
    """The page with actions done to it, each of which fits."""
    page = PAGE
    for action in done:
        page = applied(page, action, PAGE)
    assert misplaced(page) == []
    return page


def line(page, name):
    return Texts(page).line(name)


def test_an_accepted_edit_stands_with_the_editors_name_to_it():
    (first, _) = after(Accept("e1")).edits
    assert (first.id, first.rule, first.visual, first.before, first.after) == (
        "e1",
        "editor.accept",
        "seen by the editor",
        "人",
        "入",
    )


def test_a_rejected_edit_is_gone_and_comes_back_when_it_is_accepted_after_all():
    assert line(after(Reject("e1")), "l2") == "钱塘进人关键"
    back = after(Reject("e1"), Accept("e1"))
    assert line(back, "l2") == "钱塘进入关键"
    assert {e.id: e.rule for e in back.edits}["e1"] == "editor.accept"


def test_an_edit_does_not_come_back_over_what_was_written_since():
    with pytest.raises(ActionError, match="another change stands in the place of e1"):
        after(Reject("e1"), Write("l2", "钱塘进入了"), Accept("e1"))


def test_an_accepted_doubt_becomes_an_edit_at_its_place():
    page = after(Accept(MISREAD))
    assert line(page, "l3") == "日份他们一齐"
    (made,) = (e for e in page.edits if e.id == MISREAD)
    assert (made.start, made.before, made.after) == (5, "起", "齐")
    assert MISREAD not in map(doubt_id, page.doubts)


def over_an_edit(alternative):
    """A line of which 别 was mended to 漏, with a doubt about the word that this made."""
    doubt = Doubt(kind="misread", text=f"漏浦 may be {alternative}: why", line="l1", alternative=alternative)
    page = replace(page_of(("在过去别浦街道",)), edits=(edit("e1", "l1", 3, "别", "漏"),), doubts=(doubt,))
    return page, doubt_id(doubt)


def test_an_edit_inside_a_doubts_words_stays_an_edit_of_its_own():
    page, doubt = over_an_edit("漏油")
    for action in (Accept(doubt), Choose(doubt, "漏油")):
        changed = applied(page, action, page)
        assert [(e.id, e.before, e.after) for e in changed.edits] == [("e1", "别", "漏"), (doubt, "浦", "油")]
        assert states_of(page, changed, {}) == {"e1": State.OPEN, doubt: State.ACCEPTED}
        assert line(applied(changed, Reject("e1"), page), "l1") == "在过去别油街道"


def test_a_doubt_that_says_otherwise_than_an_edit_takes_its_place():
    page, doubt = over_an_edit("别浦")
    changed = applied(page, Accept(doubt), page)
    assert (line(changed, "l1"), changed.edits) == ("在过去别浦街道", ())
    assert states_of(page, changed, {}) == {"e1": State.REJECTED, doubt: State.ACCEPTED}
    assert applied(changed, Accept("e1"), page).edits[0].after == "漏"


def test_a_rejected_doubt_leaves_the_text_as_it_is():
    page = after(Reject(MISREAD))
    assert line(page, "l3") == "日份他们一起"
    assert len(page.doubts) == 2


def test_a_doubt_about_structure_that_was_seen_leaves_its_article_too():
    assert after(Accept(STRUCTURE)).articles[0].doubts == ()


def test_a_chosen_text_stands_in_the_place_of_the_edit():
    page = after(Choose("e1", "八"))
    assert line(page, "l2") == "钱塘进八关键"
    assert [e.rule for e in page.edits if e.line == "l2"] == ["editor.choose"]


def test_to_choose_what_was_read_takes_the_edit_out():
    assert [e.id for e in after(Choose("e1", "人")).edits] == ["e2"]


def test_a_written_line_keeps_the_edits_that_it_still_has_and_has_no_doubts():
    page = after(Write("l3", "日份他们一齐来"))
    rules = {(e.before, e.after): e.rule for e in page.edits if e.line == "l3"}
    assert rules == {("月", "日"): "editor.accept", ("起", "齐来"): "editor.write"}
    assert MISREAD not in map(doubt_id, page.doubts)


def test_a_change_is_made_where_its_text_stands_and_nowhere_else():
    assert line(after(Change("l3", 1, "份", "分")), "l3") == "日分他们一起"
    with pytest.raises(ActionError, match="does not read"):
        after(Change("l3", 2, "份", "分"))
    assert after(Keep("l3", 1, "份", "分")) == PAGE


def test_a_word_that_goes_on_in_the_next_line_is_mended_in_its_own():
    page = replace(
        page_of(("大家都知道金", "融闭环了")),
        articles=(Article(id="a1", body=(Paragraph(("l1", "l2")),)),),
        doubts=(Doubt(kind="misread", text="金融 may be 全融: why", line="l1", alternative="全融"),),
    )
    changed = applied(page, Accept(doubt_id(page.doubts[0])), page)
    assert [line(changed, name) for name in ("l1", "l2")] == ["大家都知道全", "融闭环了"]


def test_paragraphs_are_split_and_joined_again():
    split = after(SplitParagraph("a1", "l3"))
    assert [p.lines for p in split.articles[0].body] == [("l2",), ("l3", "l4"), ("l5",)]
    assert applied(split, JoinParagraphs("a1", "l3"), PAGE) == PAGE
    for wrong in (SplitParagraph("a1", "l2"), JoinParagraphs("a1", "l2"), JoinParagraphs("a1", "l3")):
        with pytest.raises(ActionError):
            after(wrong)


def test_an_article_is_split_at_a_crosshead_which_becomes_its_headline():
    first, second = after(SplitArticle("a1", "l5")).articles
    assert (first.headline, [p.lines for p in first.body]) == (("r1",), [("l2", "l3", "l4")])
    assert (second.id, second.headline, second.body) == ("a2", ("r4",), ())


def test_an_article_is_split_in_the_middle_of_a_region_and_the_region_with_it():
    page = after(SplitParagraph("a1", "l3"), SplitArticle("a1", "l3"))
    assert [region.id for region in page.regions] == ["r1", "r2", "r6", "r3", "r4", "r5"]
    assert [[line.id for line in region.lines] for region in page.regions[1:3]] == [["l2"], ["l3"]]


def test_merged_articles_keep_the_second_headline_as_a_crosshead():
    two = after(SplitArticle("a1", "l5"), MoveRegion("r5", Place("article", "a2", "body")))
    (one,) = applied(two, MergeArticles("a1", "a2"), PAGE).articles
    assert [(p.lines, p.crosshead) for p in one.body] == [
        (("l2", "l3", "l4"), False),
        (("l5",), True),
        (("l6",), False),
    ]


def test_a_region_moves_to_its_place_in_the_reading_order():
    page = after(MoveRegion("r3", Place("unplaced")), MoveRegion("r3", Place("article", "a1", "body")))
    assert [p.lines for p in page.articles[0].body] == [("l2", "l3"), ("l4",), ("l5",)]


def test_a_paragraph_goes_to_another_article_without_the_rest_of_its_region():
    two = after(SplitParagraph("a1", "l3"), MoveRegion("r5", Place("article", None, "headline")))
    page = applied(two, MoveParagraph("a1", "l4", Place("article", "a2", "body")), PAGE)
    assert [[p.lines for p in article.body] for article in page.articles] == [
        [("l2",), ("l5",)],
        [("l3", "l4")],
    ]
    assert [[line.id for line in region.lines] for region in page.regions[1:4]] == [["l2"], ["l3"], ["l4"]]


def test_a_paragraph_in_the_middle_can_begin_a_new_article():
    page = after(MoveParagraph("a1", "l5", Place("article", None, "body")))
    assert [[p.lines for p in article.body] for article in page.articles] == [[("l2", "l3", "l4")], [("l5",)]]
    assert page.regions == PAGE.regions


def test_a_paragraph_can_turn_out_to_be_a_caption_or_a_headline():
    page = after(SplitParagraph("a1", "l3"), MoveParagraph("a1", "l2", Place("caption")))
    (caption,) = page.captions
    assert [line.id for r in page.regions if r.id in caption.text for line in r.lines] == ["l2"]
    page = after(MoveParagraph("a1", "l5", Place("article", "a1", "headline")))
    assert page.articles[0].headline == ("r1", "r4")


@pytest.mark.parametrize(
    ("article", "line", "to"), [("a9", "l2", None), ("a1", "l1", None), ("a1", "l2", "a9")]
)
def test_a_paragraph_that_is_not_there_goes_nowhere(article, line, to):
    with pytest.raises(ActionError):
        after(MoveParagraph(article, line, Place("article", to, "body")))


def test_a_region_can_begin_a_new_article_and_an_article_without_anything_goes():
    page = after(MoveRegion("r5", Place("article", None, "headline")))
    assert [(a.id, a.headline) for a in page.articles] == [("a1", ("r1",)), ("a2", ("r5",))]
    assert page.unplaced == ()
    assert [a.id for a in applied(page, MoveRegion("r5", Place("advert")), PAGE).articles] == ["a1"]


def test_a_label_takes_the_region_where_its_kind_belongs():
    page = after(Label("r4", "byline"))
    assert (page.articles[0].byline, len(page.articles[0].body)) == (("r4",), 1)
    assert after(Label("r5", "folio")).furniture[0].region == "r5"
    assert after(Label("r5", "caption")).captions == (Caption(id="c1", text=("r5",)),)


def test_another_reading_order_takes_paragraphs_apart_where_they_ran_on():
    page = after(Order(("r1", "r3", "r2", "r4", "r5")))
    assert [p.lines for p in page.articles[0].body] == [("l4",), ("l2", "l3"), ("l5",)]
    with pytest.raises(ActionError, match="every region"):
        after(Order(("r1", "r2")))


def test_facts_follow_the_text_that_the_editor_wrote():
    page = replace(page_of(("本报讯记者说",)), articles=(Article(id="a1", body=(Paragraph(("l1",)),)),))
    assert replayed(page, [Write("l1", "新华社北京3月1日电 他说")]).articles[0].dateline is not None


@pytest.mark.parametrize(
    "document",
    [
        None,
        {"kind": "explode"},
        {"kind": ["accept"]},
        {"kind": "accept"},
        {"kind": "accept", "item": 7},
        {"kind": "accept", "item": "e1", "line": "l1"},
        {"kind": "write", "line": "l1", "text": "two\nlines"},
        {"kind": "write", "line": "l1", "text": "\ud800"},
        {"kind": "write", "line": "l1", "text": "x" * 3000},
        {"kind": "change", "line": "l1", "start": -1, "before": "a", "after": "b"},
        {"kind": "change", "line": "l1", "start": True, "before": "a", "after": "b"},
        {"kind": "move_region", "region": "r1", "to": "caption"},
        {"kind": "move_region", "region": "r1", "to": {"kind": "article", "id": "a1"}},
        {"kind": "move_region", "region": "r1", "to": {"kind": "advert", "id": "x"}},
        {"kind": "move_region", "region": "r1", "to": {"kind": "article", "id": "a1", "part": []}},
        {"kind": "move_region", "region": "r1", "to": {"kind": {}}},
        {"kind": "order", "regions": "r1"},
        {"kind": "mark", "state": "fine"},
        {"kind": "mark", "state": []},
    ],
)
def test_what_is_no_action_is_told_so(document):
    with pytest.raises(ActionError) as told:
        Action.from_dict(document)
    assert told.value.hint


def test_alternatives_of_the_engine_are_likeliest_first():
    from ocrfix.review.items import alternatives_at

    own = line_of("进人", glyphs=lattice("进人", at1="入八"))
    assert [text for text, _ in alternatives_at(own, 0, 2)] == ["进入", "进八"]
