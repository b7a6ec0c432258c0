"""How texts are made comparable."""

import re
import unicodedata

_MARKS = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})


def normalised(text: str) -> str:
    """The text without white space, after NFKC, with quotation marks made alike.

    >>> normalised("“ＴＦＣ” 进入 园区……")
    '"TFC"进入园区....'
    """
    alike = unicodedata.normalize("NFKC", text).translate(_MARKS)
    return re.sub(r"\s", "", alike.replace("...", "..").replace("......", ".."))


def spaced(text: str) -> str:
    """Like `normalised`, but words keep one space between them; none stands beside Chinese characters.

    >>> spaced("“ＴＦＣ  Group” 进入 园区")
    '"TFC Group"进入园区'
    """
    words = unicodedata.normalize("NFKC", text).translate(_MARKS).split()
    alike = " ".join(words).replace("...", "..")
    return re.sub(r" (?=\W*[^\W\x00-\u2fff])|(?<=[^\W\x00-\u2fff]) ", "", alike)


def letters(text: str) -> str:
    """The letters and digits of the text alone, after NFKC.

    >>> letters("“ＴＦＣ” 进入 园区……")
    'TFC进入园区'
    """
    return "".join(char for char in unicodedata.normalize("NFKC", text) if char.isalnum())
