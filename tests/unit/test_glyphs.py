"""Which characters look alike, and what is learned of them from an engine's misreads."""

import numpy as np
import pytest

from ocrfix.language.glyphs import Glyphs, glyphs
from ocrfix.language.ngram import codes


@pytest.mark.parametrize(
    ("read", "printed"), [("人", "入"), ("已", "己"), ("荣", "菜"), ("菅", "营"), ("官", "宫"), ("白", "自")]
)
def test_what_engines_confuse_looks_alike(read, printed):
    assert printed in glyphs().look_alike(read, 6)


@pytest.mark.parametrize(("read", "printed"), [("人", "国"), ("海", "开"), ("A", "B")])
def test_what_nobody_confuses_does_not(read, printed):
    assert glyphs().weight(read, printed) is None


def test_no_character_looks_like_itself():
    read, printed = glyphs().keys >> np.uint64(16), glyphs().keys & np.uint64(0xFFFF)
    assert not (read == printed).any()


def test_traditional_characters_have_neighbours_of_their_script():
    assert "問" in glyphs().look_alike("間", 5)


def test_a_confusion_that_was_seen_weighs_more_than_one_that_only_looks_alike():
    alike = Glyphs.of(codes("人人"), codes("入八"), np.array([0.9, 0.9], np.float32))
    learned = alike.learn([("人", "入"), ("人", "入"), ("人", "人")])
    assert learned.weight("人", "入") > learned.weight("人", "八")


def test_learning_again_forgets_what_was_learned_before():
    alike = Glyphs.of(codes("人"), codes("入"), np.array([0.9], np.float32))
    assert alike.learn([("海", "母")]).learn([]).weight("海", "母") is None
