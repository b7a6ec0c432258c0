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


def letters(text: str) -> str:
    """The letters and digits of the text alone, after NFKC.

    >>> letters("“ＴＦＣ” 进入 园区……")
    'TFC进入园区'
    """
    return "".join(char for char in unicodedata.normalize("NFKC", text) if char.isalnum())
