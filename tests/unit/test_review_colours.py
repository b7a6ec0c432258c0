"""The colours of the review's screen keep the contrast of WCAG 2.2 AA, light and dark."""

import re
from itertools import product
from pathlib import Path

import pytest

import ocrfix.review

STATIC = Path(ocrfix.review.__file__).parent / "static"
LEAST_FOR_TEXT, LEAST_FOR_CONTROLS = 4.5, 3.0
PAIR = re.compile(r"--([\w-]+): light-dark\(#([0-9a-f]{6}), #([0-9a-f]{6})\)")
TOKENS = {
    name: {"light": light, "dark": dark}
    for name, light, dark in PAIR.findall((STATIC / "base.css").read_text(encoding="utf-8"))
}
THEMES = ("light", "dark")


def named(*starts):
    return [name for name in TOKENS if name.split("-")[0] in starts]


def luminance(colour):
    """Relative luminance as WCAG defines it.

    >>> luminance("ffffff"), luminance("000000")
    (1.0, 0.0)
    """
    shares = [int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares]
    return round(0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2], 6)


def contrast(one, other, theme):
    values = sorted((luminance(TOKENS[one][theme]), luminance(TOKENS[other][theme])))
    return (values[1] + 0.05) / (values[0] + 0.05)


def test_the_tokens_are_found():
    assert len(named("ink")) == 6
    assert len(named("paper")) == 3
    assert len(named("mark")) == 2


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("ink", "paper"), list(product(named("ink"), named("paper", "mark"))))
def test_every_ink_can_be_read_on_every_paper(ink, paper, theme):
    assert contrast(ink, paper, theme) >= LEAST_FOR_TEXT


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", [name.removeprefix("on-") for name in named("on")])
def test_the_words_on_a_button_can_be_read(name, theme):
    assert contrast(f"on-{name}", f"fill-{name}", theme) >= LEAST_FOR_TEXT


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("edge", "paper"), list(product(named("edge"), named("paper"))))
def test_controls_and_focus_stand_out_from_their_paper(edge, paper, theme):
    assert contrast(edge, paper, theme) >= LEAST_FOR_CONTROLS


@pytest.mark.parametrize("sheet", ["page.css", "same.css", "desk.css"])
def test_sheets_take_the_colours_of_text_from_the_tokens(sheet):
    """Besides them only what lies on the print, which is light in both themes, has colours of its own."""
    rules = re.findall(r"([^{}]+)\{([^{}]*)\}", (STATIC / sheet).read_text(encoding="utf-8"))
    own = [
        selector.strip()
        for selector, body in rules
        if re.search(r"(?<![-\w])(color|background): (?!var|inherit|none|transparent|#fff;)", body)
    ]
    on_print = {".crop.missing::after", "dialog::backdrop"}
    assert set(own) <= on_print


def test_no_script_writes_markup_and_no_template_has_a_style():
    for script in STATIC.glob("*.js"):
        source = script.read_text(encoding="utf-8")
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", source), script
    for template in (STATIC.parent / "templates").glob("*.html"):
        source = template.read_text(encoding="utf-8")
        assert not re.search(r"style=|<style|javascript:|\son\w+=", source), template
