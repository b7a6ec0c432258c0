"""What the README shows is what a user gets."""

import json
import re
import shlex

import pytest
from conftest import ROOT, Done, Run

README = (ROOT / "README.md").read_text(encoding="utf-8")
FENCES = re.findall(r"^```(\w+)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
PASTED = [text.strip() for kind, text in FENCES if kind == "sh"]
SHOWN = [text.removeprefix("$ ").split("\n", 1) for kind, text in FENCES if kind == "console"]
FIRST = "ocrfix page samples/modern_daily.jpg -o out --overlay"

pytestmark = pytest.mark.page


def shape(text: str) -> list[str]:
    """The words of every line; figures and the width of columns may differ from machine to machine."""
    return [" ".join(re.sub(r"\d[\d,.]*", "#", line).split()) for line in text.strip().splitlines()]


def spoken(done: Done) -> str:
    """What stands on a user's terminal in the end: progress goes, errors and results stay."""
    return "".join(line for line in done.err.splitlines(True) if "error:" in line) + done.out


def fence_after(text: str) -> str:
    """What is shown in the fenced block that follows a fenced text of the README."""
    texts = [fenced.strip() for _, fenced in FENCES]
    return texts[texts.index(text) + 1]


def test_the_first_command_does_what_is_printed_under_it(ocrfix: Run):
    assert PASTED[0].endswith(f".venv/bin/{FIRST}")
    done = ocrfix(FIRST)
    assert done.code == 0
    assert shape(spoken(done)) == shape(fence_after(PASTED[0]))


def test_the_other_pasted_commands_name_programs_that_exist():
    for words in (shlex.split(part) for command in PASTED[1:] for part in command.split("&&")):
        assert words[0] in ("python3", ".venv/bin/pip") or (ROOT / words[0]).is_file()


@pytest.mark.parametrize("shown", SHOWN, ids=lambda shown: shown[0])
def test_a_command_prints_what_is_shown(ocrfix: Run, shown):
    command, output = shown
    for earlier in (FIRST, *(before for before, _ in SHOWN[: SHOWN.index(shown)])):
        ocrfix(earlier)
    printed = shape(spoken(ocrfix(command)))
    if command == "ocrfix doctor":
        parts = {"tesseract", "machine", "Ready."}
        assert {line.split()[1] for line in printed if "#" in line} >= {"ocrfix", "numpy", "models"}
        assert parts <= {word for line in printed for word in line.split()}
        assert parts <= {word for line in shape(output) for word in line.split()}
    else:
        assert printed == shape(output)


def test_the_excerpts_are_from_the_sample(ocrfix: Run):
    folder = ocrfix(FIRST).folder / "out"
    markdown = next(text for kind, text in FENCES if kind == "markdown")
    assert markdown in (folder / "modern_daily.md").read_text(encoding="utf-8")
    article = json.loads(next(text for kind, text in FENCES if kind == "json").split("\n\n")[0])
    same = [
        a for a in ocrfix(FIRST).document("modern_daily")["articles"] if a["headline"] == article["headline"]
    ]
    assert [list(a) for a in same] == [list(article)]
    assert same[0]["byline"] == article["byline"]


def test_the_exit_codes_of_the_readme_are_those_of_the_program():
    from ocrfix.cli.faults import _EXIT_CODES

    told = {int(code) for code in re.findall(r"^\| (\d+) \|", README, re.MULTILINE)}
    assert told == {0, 2, 130, *(code for _, code in _EXIT_CODES)}


def test_the_picture_is_there_and_light():
    picture = re.search(r"!\[.*?\]\((.*?)\)", README)
    assert picture is not None
    assert 50_000 < (ROOT / picture[1]).stat().st_size < 400_000
