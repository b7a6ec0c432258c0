"""The character model: its laws on any text, what it knows of Chinese, and the form it is kept in."""

import io
from collections import Counter
from contextlib import suppress
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocrfix.errors import FormatError
from ocrfix.language import training
from ocrfix.language.data.build_ngrams import counts_of
from ocrfix.language.ngram import LONGEST, NGrams, codes, context_of, extend, find, news
from ocrfix.language.training import count, estimate, train
from ocrfix.language.variants import simplified

KNOWN = [chr(int(key)) for key in news().keys[0]]
TEXTS = st.text(st.sampled_from([*KNOWN, "^", "$", "龘", "𠀀"]), max_size=12)
LINES = st.lists(st.text("人民进入口。$^ ", max_size=9), min_size=1, max_size=12)
CORPUS = ["全国人民代表大会今天在北京开幕。", "他走进人民大会堂。", "人民来到会堂，进入会场。"]
SMALL = train(CORPUS * 8).packed()


def text_of(key, length):
    """The sequence that a key stands for."""
    return "".join(chr(int(key) >> 16 * place & 0xFFFF) for place in reversed(range(length)))


def probability_of_anything(model, context):
    """The probabilities of all known characters after a context, and of all that the model has never seen."""
    known = model.log_probabilities(np.array(context_of(context)), model.keys[0]).astype(float)
    unseen = model.next(context, ["\ue000"]).astype(float)[0]
    return np.exp(known).sum() + training._UNSEEN * np.exp(unseen)


@st.composite
def known_contexts(draw):
    """A sequence of three characters from the model's own table: those that have followers of their own."""
    keys = news().keys[2]
    return text_of(keys[draw(st.integers(0, len(keys) - 1))], 3)


@given(st.one_of(TEXTS, known_contexts().filter(lambda text: "$" not in text)))
def test_the_probabilities_after_any_context_add_up_to_one(context):
    assert probability_of_anything(news(), context) == pytest.approx(1, abs=0.01)


@given(LINES, st.text("人民进入口。^", max_size=4))
def test_a_model_trained_on_any_lines_adds_up_to_one(lines, context):
    try:
        model = train(lines, least=(1, 1, 1, 1))
    except FormatError:
        assert not any(len(line) >= 2 for line in without_marks(lines))
    else:
        assert probability_of_anything(model, context) == pytest.approx(1, abs=1e-4)


@given(TEXTS, TEXTS, TEXTS)
def test_a_text_costs_what_its_parts_cost_one_after_the_other(before, first, second):
    parts = news().log_probability(first, before) + news().log_probability(second, before + first)
    assert news().log_probability(first + second, before) == pytest.approx(parts, abs=1e-6)


@given(TEXTS, st.lists(st.sampled_from([*KNOWN, "龘", "㎡"]), min_size=1, max_size=6))
def test_many_candidates_cost_what_each_costs_alone(context, candidates):
    alone = [news().log_probability(one, context) for one in candidates]
    assert news().next(context, candidates).tolist() == pytest.approx(alone)


@given(st.lists(TEXTS, min_size=1, max_size=4), st.text(st.sampled_from(KNOWN), min_size=1, max_size=5))
def test_a_batch_answers_for_every_pair_of_context_and_candidate(contexts, candidates):
    packed = np.array([context_of(context) for context in contexts])
    table = news().log_probabilities(packed[:, None], codes(candidates))
    assert table.tolist() == [news().next(context, candidates).tolist() for context in contexts]


@given(TEXTS, st.text(st.sampled_from(KNOWN), min_size=1, max_size=1))
def test_a_context_goes_on_by_one_character(text, char):
    after = extend(np.array(context_of(text)), codes(char))
    assert after.tolist() == [int(context_of(text + char))]


@given(TEXTS, TEXTS)
def test_only_three_characters_either_side_of_a_seam_matter(before, after):
    whole = news().log_probability(after, before) - news().log_probability(after)
    assert news().joint(before, after) == pytest.approx(whole, abs=1e-4)


@given(st.text())
def test_every_character_has_one_code_whatever_it_is(text):
    assert len(codes(text)) == len(text)
    assert np.isfinite(news().log_probability(text))


@pytest.mark.parametrize(
    ("context", "right", "wrong"),
    [
        ("我国将", "进入新时代", "进人新时代"),
        ("农民", "收入稳步提高", "收人稳步提高"),
        ("今年", "投入资金", "投人资金"),
        ("他们", "自己的", "自已的"),
        ("大力", "引进人才", "引进入才"),
        ("", "促进人民生活改善", "促进入民生活改善"),
        ("新鲜", "蔬菜", "蔬荣"),
        ("企业", "经营状况", "经晋状况"),
    ],
)
def test_the_right_character_beats_its_double(context, right, wrong):
    assert news().log_probability(right, context) > news().log_probability(wrong, context) + 2


@pytest.mark.parametrize(
    ("before", "after", "stranger"),
    [
        ("迎来杭州亚", "运会举办之年", "合一的新思路"),
        ("推进全省经济高质", "量发展，加快转型", "民代表大会常务委员"),
        ("记者从市政", "府获悉，明年起", "责人介绍说"),
        ("坚持以经济建", "设为中心", "者昨日来到现场"),
    ],
)
def test_a_broken_sentence_knows_its_other_half(before, after, stranger):
    assert news().joint(before, after) > 0
    assert news().joint(before, after) > news().joint(before, stranger) + 1


def test_nothing_is_said_for_a_seam_with_nothing_before_it():
    assert news().joint("", "人民代表大会") == 0
    assert news().joint("全国人民", "") == 0


def test_a_line_rather_begins_with_a_beginning():
    model = news()
    assert model.log_probability("本报讯", "^") > model.log_probability("们的", "^")
    assert model.log_probability("$", "圆满结束。") > model.log_probability("$", "圆满结") + 2


def test_traditional_text_is_known_by_its_simplified_form():
    before, after = "香港特別行政區行", "政長官發表"
    assert news().joint(simplified(before), simplified(after)) > news().joint(before, after) + 1


@given(st.text())
def test_the_simplified_form_keeps_every_position_and_changes_nothing_twice(text):
    once = simplified(text)
    assert len(once) == len(text)
    assert simplified(once) == once


def test_half_and_full_width_are_one_character():
    assert news().log_probability("，２０２４年（") == news().log_probability(",2024年(")


def without_marks(lines):
    return [line.replace("^", "").replace("$", "") for line in lines]


@given(LINES, st.integers(1, 3))
def test_sequences_are_counted_within_lines(lines, least):
    marked = [f"^{line}$" for line in without_marks(lines)]
    counts = count(lines, (least,) * LONGEST)
    for n, (keys, times) in enumerate(zip(counts.keys, counts.times, strict=True), 1):
        naive = Counter(line[i : i + n] for line in marked for i in range(len(line) - n + 1))
        found = {text_of(key, n): int(number) for key, number in zip(keys, times, strict=True)}
        assert found == {text: number for text, number in naive.items() if number >= least}


def test_lines_counted_in_several_batches_are_counted_as_one(monkeypatch):
    whole = count(CORPUS, (1, 1, 1, 1))
    monkeypatch.setattr(training, "_CHARACTERS_AT_ONCE", 1)
    parts = count(CORPUS, (1, 1, 1, 1))
    for one, other in zip(whole.keys + whole.times, parts.keys + parts.times, strict=True):
        assert one.tolist() == other.tolist()


def test_a_character_beyond_the_basic_plane_breaks_a_sequence():
    counts = count(["人𠀀民"], (1, 1, 1, 1))
    assert sorted(text_of(key, 2) for key in counts.keys[1]) == ["^人", "民$"]


def test_a_sequence_is_never_kept_without_its_beginning_and_its_end():
    counts = count(CORPUS * 2 + ["人民"], (4, 2, 1, 1))
    assert counts.keys[1].size
    for n, (shorter, longer) in enumerate(pairwise(counts.keys), 1):
        assert find(shorter, longer >> np.uint64(16))[1].all()
        assert find(shorter, longer & np.uint64((1 << 16 * n) - 1))[1].all()


def test_a_table_of_counts_makes_the_model_that_its_text_makes():
    counts = count(CORPUS, (1, 1, 1, 1))
    rows = [
        f"{text_of(key, n)}\t{number}\n"
        for n, (keys, times) in enumerate(zip(counts.keys, counts.times, strict=True), 1)
        for key, number in zip(keys, times, strict=True)
    ]
    assert estimate(counts_of(reversed(rows))).packed() == estimate(counts).packed()


def test_what_was_trained_on_is_likelier_than_what_was_not():
    model = train(CORPUS * 8)
    assert model.log_probability("走进人民大会堂") > model.log_probability("走进人民代表堂") + 1


def test_too_little_text_makes_no_model():
    with pytest.raises(FormatError, match="too little text"):
        train(["人民"])


def test_a_kept_model_answers_as_before_to_the_256th_part(tmp_path):
    model = train(CORPUS * 8)
    path = tmp_path / "own.npz"
    path.write_bytes(model.packed())
    kept = NGrams.load(path)
    for line in CORPUS:
        apart = abs(kept.log_probability(line) - model.log_probability(line))
        assert apart <= 3 * len(line) / 512
    assert kept.packed() == model.packed()


def packed_with(**changes):
    """A model's file with some arrays replaced."""
    with np.load(io.BytesIO(SMALL)) as stored:
        arrays = {name: stored[name] for name in stored.files} | changes
    file = io.BytesIO()
    np.savez(file, **arrays)
    return file.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        "全国人民".encode(),
        SMALL[:900],
        packed_with(schema=np.array("ocrfix.ngrams/2")),
        packed_with(last3=np.zeros(3, np.uint16)),
        packed_with(last1=np.zeros(0, np.uint16)),
        packed_with(value2=np.zeros(4, np.uint16)),
        packed_with(value4=np.array([0.5])),
        packed_with(unknown=np.zeros(0, np.uint16)),
        packed_with(schema=np.array([{}], dtype=object)),
    ],
    ids=["empty", "text", "torn", "schema", "followers", "no-words", "values", "kind", "unknown", "pickle"],
)
def test_a_file_that_is_no_model_is_named_with_what_to_do(tmp_path, data):
    path = tmp_path / "own.npz"
    path.write_bytes(data)
    with pytest.raises(FormatError, match=r"own\.npz: not a language model") as caught:
        NGrams.load(path)
    assert "ocrfix lexicon train" in caught.value.hint


@given(st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=3))
def test_a_damaged_model_is_refused_or_still_adds_up(tmp_path_factory, damages):
    data = bytearray(SMALL)
    for place, byte in damages:
        data[int(place * len(data))] = byte
    path = tmp_path_factory.mktemp("damaged") / "own.npz"
    path.write_bytes(data)
    with suppress(FormatError):
        assert probability_of_anything(NGrams.load(path), "人民") == pytest.approx(1, abs=0.01)


def test_a_model_that_is_not_there_is_named(tmp_path):
    with pytest.raises(FormatError, match="No such file") as caught:
        NGrams.load(tmp_path / "lost.npz")
    assert "check the name" in caught.value.hint
