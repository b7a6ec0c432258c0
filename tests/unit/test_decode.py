"""The lattice and the language model, decoded together."""

from hypothesis import given, settings
from hypothesis import strategies as st

from ocrfix.language.script import is_han
from ocrfix.model.page import Alternative, Glyph, RegionKind
from ocrfix.repair.decode import decode, lattice_of
from ocrfix.repair.evidence import lay_out
from ocrfix.repair.passage import Passage, Spot


def passage(text: str, rivals: dict[int, tuple[str, float]], sure: float = 0.55) -> Passage:
    """A passage whose spots have rivals at some places."""
    spots = []
    for place, char in enumerate(text):
        others = (Alternative(*rivals[place]),) if place in rivals else ()
        glyph = Glyph(char, 10.0 * place, 10.0 * place + 10, sure if others else 1.0, others)
        spots.append(Spot("l1", place, glyph, None, True))
    return Passage(text, tuple(spots), RegionKind.BODY)


def decoded(item: Passage) -> str:
    layout = lay_out([item.text])
    lattice = lattice_of([item], layout, [()], "zh-Hant")
    chars = list(item.text)
    for place, row, choice in zip(lattice.at, lattice.chars, decode(layout, lattice), strict=True):
        chars[place - layout.starts[0]] = chr(int(row[choice]))
    return "".join(chars)


def test_the_sentence_decides_between_two_candidates():
    assert decoded(passage("钱塘进人关键发展期", {3: ("入", 0.4)})) == "钱塘进入关键发展期"


def test_what_was_read_stays_where_it_makes_the_sentence():
    assert decoded(passage("加大引进人才力度", {4: ("入", 0.4)})) == "加大引进人才力度"


def test_two_neighbours_are_decided_together():
    assert (
        decoded(passage("群众种植的蔬荣丰牧了", {6: ("菜", 0.4), 8: ("收", 0.4)})) == "群众种植的蔬菜丰收了"
    )


def test_digits_and_letters_have_no_rivals():
    item = passage("共有40人参加TFC", {2: ("1", 0.4), 7: ("P", 0.4)})
    assert not len(lattice_of([item], lay_out([item.text]), [()], "zh-Hant").at)


def test_a_point_within_a_figure_has_no_rivals():
    item = passage("增长3.5个百分点", {3: ("，", 0.4)})
    assert not len(lattice_of([item], lay_out([item.text]), [()], "zh-Hant").at)


def test_a_shut_place_and_the_same_character_in_another_script_are_left_out():
    item = passage("进人国家", {1: ("入", 0.4), 2: ("國", 0.4)})
    assert not len(lattice_of([item], lay_out([item.text]), [{1}], "").at)


def test_a_passage_without_lattice_has_nothing_to_decode():
    assert decoded(Passage("进人", (Spot("l1", 0, None, None, True),) * 2, RegionKind.BODY)) == "进人"


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_the_path_only_takes_what_the_engine_saw(data):
    text = data.draw(st.text("人入大太国因日目，。进已己", min_size=1, max_size=60))
    places = data.draw(st.sets(st.integers(0, len(text) - 1), max_size=30))
    chars = st.sampled_from("人入大太国因日目，。进已己")
    rivals = {place: (data.draw(chars), data.draw(st.floats(0.01, 0.9))) for place in places}
    item = passage(text, rivals)
    for place, (before, after) in enumerate(zip(text, decoded(item), strict=True)):
        assert after == before or (after == rivals[place][0] and is_han(after) == is_han(before))
