"""What stood in pixels of the working image stands in those of the scan, a line's characters too."""

from dataclasses import replace

import numpy as np
from lines import lattice, line_of, page_of

from ocrfix.formats.pagexml import write_pagexml
from ocrfix.formats.reading import read_page_file
from ocrfix.formats.words import words_of
from ocrfix.geometry import Box, box_of
from ocrfix.image.frame import frame_of
from ocrfix.image.straighten import upright
from ocrfix.placing import page_on_scan

PLACE = Box(10, 20, 50, 30).polygon


def page(reading: str = "one two"):
    empty = page_of([reading])
    line = replace(line_of(reading), polygon=PLACE, glyphs=lattice(reading, 40 / len(reading)))
    region = replace(empty.regions[0], polygon=PLACE, lines=(line,))
    return replace(empty, regions=(region,), language="en")


def words(placed):
    line = next(placed.lines())
    return [(word.text, box_of(word.polygon)) for word in words_of(line, placed.edits, placed.language)]


def test_characters_are_as_much_larger_on_a_larger_scan_as_their_line():
    placed = page_on_scan(page(), frame_of(60, 40, np.diag([2.0, 2.0, 1.0])), 200, 200)
    line = next(placed.lines())
    assert line.length_px == 80
    assert [round(glyph.end) for glyph in line.glyphs] == [11, 23, 34, 46, 57, 69, 80]


def test_what_lies_beyond_the_scan_is_cut_off_and_characters_keep_their_places():
    placed = page_on_scan(page(), frame_of(60, 40, np.eye(3)), 40, 200)
    line = next(placed.lines())
    assert line.box.right == 40
    assert line.glyphs == next(page().lines()).glyphs


def test_words_of_a_page_on_its_side_follow_each_other_along_their_line(tmp_path):
    scan = np.full((60, 40, 3), 255, np.uint8)
    image, frame = upright(scan, turn_quarters=1, skew_deg=0.0, crop=Box(0, 0, 40, 60))
    assert image.shape == (40, 60, 3)
    placed = page_on_scan(page(), frame, 40, 60)
    (one, first), (two, second) = words(placed)
    assert (one, two) == ("one", "two")
    assert abs(first.bottom - first.top - 40 * 3 / 7) < 1
    assert abs(second.bottom - second.top - 40 * 3 / 7) < 1
    assert second.bottom < first.top
    file = tmp_path / "page.xml"
    file.write_text(write_pagexml(placed), encoding="utf-8")
    for (text, read), (_, written) in zip(words(read_page_file(file)), words(placed), strict=True):
        assert text in ("one", "two")
        assert max(abs(read.top - written.top), abs(read.bottom - written.bottom)) <= 1
