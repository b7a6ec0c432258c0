"""Characters in the form of the other script, or of Japan, on a Chinese page."""

import pytest
from pages import line, page

from ocrfix.repair.scripts import repair_scripts


@pytest.mark.parametrize(
    ("text", "place", "other", "changed"),
    [
        ("科技下郷海帶豐收", 3, "鄉", [("郷", "鄉")]),
        ("豊樂街道春耕備耕忙", 0, "豐", [("豊", "豐")]),
        ("平臺街道的台前幕後", 5, "臺", []),
        ("科技下郷海帶豐收", 3, "卿", []),
    ],
    ids=["a form of Japan", "one that is rare in Chinese", "one in use in Chinese", "another character"],
)
def test_a_form_of_japan_becomes_that_of_the_page_where_the_engine_saw_it_and_chinese_has_no_use_for_it(
    text, place, other, changed
):
    given = page([line("l1", text, {place: (other, 0.3)})], language="zh-Hant")
    assert [(edit.before, edit.after) for edit in repair_scripts(given)] == changed


def test_a_form_of_the_other_script_becomes_that_of_the_page_however_faintly_the_engine_saw_it():
    given = page([line("l1", "東渡镇老街煥發新活力", {2: ("鎮", 0.003)})], language="zh-Hant")
    assert [(edit.before, edit.after) for edit in repair_scripts(given)] == [("镇", "鎮")]
