"""Pages become issues; articles go on across pages; what cannot be is flagged."""

import sqlite3

import pytest
from batches import batch, scans
from fake_reader import fake_reader

from ocrfix.batch.issues import End, Sheet, contradictions_of, gather, join
from ocrfix.batch.patterns import NamePattern
from ocrfix.batch.task import Facts, PagesRead, Passage
from ocrfix.errors import SettingsError


def sheet(number, **fields):
    base = {"id": number, "name": f"s/p{number}", "folder": "s", "order": (f"p{number:03d}", 1, "")}
    return Sheet(**{**base, "printed_number": str(number), **fields})


def flags(issue):
    return [(found.kind, found.words) for found in contradictions_of(issue)]


def test_pages_of_one_day_are_one_issue_in_the_order_of_their_numbers():
    front = sheet(1, printed_title="晨報", printed_date="1939-04-23", order=("z", 1, ""))
    (issue,) = gather([sheet(2, printed_date="1939-04-23"), sheet(10, printed_date="1939-04-23"), front])
    assert [page.number for page in issue.sheets] == ["1", "2", "10"]
    assert (issue.title, issue.date) == ("晨報", "1939-04-23")


def test_two_days_and_two_papers_are_four_issues():
    pages = [
        sheet(n, given_title=title, printed_date=f"1939-04-{day}")
        for n, (title, day) in enumerate((t, d) for t in ("晨報", "晚報") for d in (23, 24))
    ]
    assert len(gather(pages)) == 4


def test_an_inner_page_without_a_date_goes_with_the_page_before_it():
    pages = [sheet(1, printed_date="1939-04-23"), sheet(2), sheet(3, printed_date="1939-04-24"), sheet(4)]
    assert [[page.id for page in issue.sheets] for issue in gather(pages)] == [[1, 2], [3, 4]]


def test_a_page_that_says_nothing_belongs_to_no_issue():
    assert gather([sheet(1, printed_number=None)]) == []


def test_a_weekday_that_the_day_was_not_is_flagged():
    (issue,) = gather([sheet(1, printed_date="2026-03-27", printed_weekday=5)])
    assert flags(issue) == [("wrong weekday", "2026-03-27 is a Friday, the page says Saturday")]
    (right,) = gather([sheet(1, printed_date="2026-03-27", printed_weekday=4)])
    assert flags(right) == []


def test_a_number_twice_and_a_missing_page_are_flagged():
    pages = [sheet(1), sheet(2), sheet(5, printed_number="2"), sheet(4)]
    (issue,) = gather(pages)
    assert flags(issue) == [
        ("page twice", "page 2 is also s/p2"),
        ("page missing", "page 3 is missing"),
    ]


def test_sections_are_counted_each_for_itself():
    (issue,) = gather([sheet(n, printed_number=p) for n, p in enumerate(["A1", "A2", "B1", "B3"])])
    assert flags(issue) == [("page missing", "page B2 is missing")]


def test_a_name_and_a_page_that_give_two_days_are_flagged():
    (issue,) = gather([sheet(1, given_date="2026-03-28", printed_date="2026-03-27")])
    assert flags(issue)[0][0] == "another date"


def end(passage, number, headline="", **jump):
    return End(passage=passage, sheet=passage, number=number, headline=headline, **jump)


def test_of_two_articles_that_come_from_a_page_the_one_with_a_like_headline_goes_on():
    starts = [
        end(1, "1", "区委召开会议", continues_on="3"),
        end(2, "1", "三号线进入铺轨阶段", continues_on="3"),
    ]
    rests = [
        end(3, "3", "三号线铺轨", continued_from="1"),
        end(4, "3", "区委会议", continued_from="1"),
        end(5, "3", "三号线进入铺轨阶段"),
    ]
    assert join(starts, rests) == {1: 4, 2: 3}


def test_an_article_without_a_jump_line_goes_on_only_under_a_like_headline():
    starts = [end(1, "1", "三号线进入铺轨阶段", continues_on="3")]
    assert join(starts, [end(2, "3", "三号线进入铺轨阶段")]) == {1: 2}
    assert join(starts, [end(2, "3", "春耕备耕")]) == {}
    assert join(starts, [end(2, "4", "三号线进入铺轨阶段", continued_from="1")]) == {}


def test_the_ledger_joins_the_halves_and_lists_what_lacks_one(tmp_path):
    printed = {
        "p1.png": (Facts(title="晨报", date="2026-03-27", weekday=4, number="1"), "头条", "3", None),
        "p2.png": (Facts(number="3"), "头条（续）", None, "1"),
        "p3.png": (Facts(date="2026-03-27", number="4"), "别的", "7", None),
    }

    def reader(task):
        facts, headline, to, back = printed[task.path.name]
        (result,) = fake_reader(task).results
        passage = Passage(
            kind="article",
            name="a1",
            headline=headline,
            text="文",
            box=(0, 0, 1, 1),
            continues_on=to,
            continued_from=back,
        )
        fields = {name: getattr(result, name) for name in result.__slots__}
        new = type(result)(**{**fields, "passages": (passage,), "facts": facts})
        return PagesRead(results=(new,), seconds=1, peak_mb=1)

    batch(scans(tmp_path / "s", *printed), tmp_path / "c", reader=reader)
    db = sqlite3.connect(tmp_path / "c/collection.sqlite")
    assert db.execute("SELECT title, date, pages FROM issue").fetchall() == [("晨报", "2026-03-27", 3)]
    joined = "SELECT a.headline, b.headline FROM passage a JOIN passage b ON b.id = a.goes_on_in"
    assert [tuple(t.strip() for t in row) for row in db.execute(joined)] == [("头条", "头条（续）")]
    assert {row[0] for row in db.execute("SELECT words FROM contradiction")} == {
        "page 2 is missing",
        "别的 goes on on page 7, where its rest was not found",
    }
    db.close()


def test_names_say_what_the_pages_do_not(tmp_path):
    batch(
        scans(tmp_path / "s", "晨报_20260327_01.png", "晨报_20260327_03.png"),
        tmp_path / "c",
        pattern="{title}_{date}_{page}",
    )
    db = sqlite3.connect(tmp_path / "c/collection.sqlite")
    assert db.execute("SELECT title, date, pages FROM issue").fetchall() == [("晨报", "2026-03-27", 2)]
    assert db.execute("SELECT words FROM contradiction").fetchall() == [("page 2 is missing",)]
    db.close()


@pytest.mark.parametrize("pattern", ["page", "{paper}", "{date}_{date}"])
def test_a_pattern_that_cannot_be_is_refused(pattern):
    with pytest.raises(SettingsError, match="--name-pattern"):
        NamePattern(pattern)
