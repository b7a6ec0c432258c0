"""A corpus is read line by line, and counted within bounds."""

import pytest

from ocrfix.errors import FormatError
from ocrfix.language.corpus import Corpus
from ocrfix.language.training import count, estimate

ALL = (1, 1, 1, 1)


def lines(*paths) -> list[str]:
    return list(Corpus(paths, lambda file, characters: None).lines())


def test_a_folder_gives_its_texts_in_order_and_nothing_else(tmp_path):
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "two.md").write_text("第二\n\n  \n第三\n")
    (tmp_path / "a.txt").write_text("第一", encoding="utf-8-sig")
    (tmp_path / "page.json").write_text("{}")
    assert lines(tmp_path) == ["第一", "第二", "第三"]


def test_a_file_named_twice_is_read_once(tmp_path):
    (tmp_path / "a.txt").write_text("第一")
    assert lines(tmp_path, tmp_path / "a.txt") == ["第一"]


def test_a_file_that_is_named_is_read_whatever_its_ending(tmp_path):
    (tmp_path / "corpus").write_text("第一")
    assert lines(tmp_path / "corpus") == ["第一"]


def test_traditional_text_is_read_as_the_model_is_asked(tmp_path):
    (tmp_path / "a.txt").write_text("橋頭高懸彩坊")
    assert lines(tmp_path) == ["桥头高悬彩坊"]


def test_a_line_without_end_comes_in_pieces(tmp_path):
    (tmp_path / "a.txt").write_text("人民" * 150_000)
    assert [len(line) for line in lines(tmp_path)] == [100_000] * 3


@pytest.mark.parametrize(
    ("content", "said"), [(b"\xff\xfe\x00", "not UTF-8"), (b"PK\x00\x00", "not a text file")]
)
def test_what_is_no_text_is_named(tmp_path, content, said):
    (tmp_path / "a.txt").write_bytes(content)
    with pytest.raises(FormatError, match=rf"a\.txt: {said}"):
        lines(tmp_path)


def test_a_corpus_without_texts_is_refused(tmp_path):
    with pytest.raises(FormatError, match="no text files"):
        lines(tmp_path)
    with pytest.raises(FormatError, match="missing"):
        lines(tmp_path / "missing")


def test_what_is_frequent_is_counted_in_full_within_bounds():
    text = [f"人民大会{chr(0x4E00 + n)}{chr(0x5E00 + n)}" for n in range(600)]
    whole, bounded = count(text, ALL), count(text, ALL, most=400)
    assert max(map(len, bounded.keys)) <= 400 < max(map(len, whole.keys))
    assert bounded.times[3].max() == whole.times[3].max() == 600


def test_a_bounded_count_keeps_no_sequence_without_its_parts():
    text = [f"{chr(0x4E00 + n % 97)}{chr(0x5E00 + n % 89)}人{chr(0x6E00 + n % 83)}民" for n in range(900)]
    bounded = count(text, ALL, most=300)
    for n in range(1, 4):
        shorter = set(bounded.keys[n - 1].tolist())
        assert {int(key) >> 16 for key in bounded.keys[n]} <= shorter
        assert {int(key) & (1 << 16 * n) - 1 for key in bounded.keys[n]} <= shorter


def test_a_model_of_bounded_counts_is_whole():
    text = [f"人民大会{chr(0x4E00 + n)}{chr(0x5E00 + n)}" for n in range(600)]
    model = estimate(count(text, ALL, most=400))
    assert model.next("人民大", "会龘").argmax() == 0
