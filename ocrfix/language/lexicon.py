"""English words, and the hyphens of line ends undone with them."""

import gzip
import re
from collections.abc import Container, Iterable
from functools import cache
from importlib.resources import files

HYPHENS = "-\u2010\u00ad¬"
"""What stands at a line end where a word is broken: hyphen-minus, hyphen, soft hyphen, not sign."""

_ONLY_AT_LINE_ENDS = "\u00ad¬"
_LEFT = re.compile(rf"[^\W\d_]+(?:['’][^\W\d_]+)?(?=[{HYPHENS}]$)")
_RIGHT = re.compile(r"[^\W\d_]+")


class Lexicon:
    """The words of a language, whatever their case.

    >>> words = Lexicon(["news", "paper", "newspaper"])
    >>> "Newspaper" in words, "newpaper" in words, len(words)
    (True, False, 3)
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._words = frozenset(word.casefold() for word in words)

    def __contains__(self, word: object) -> bool:
        return isinstance(word, str) and word.casefold() in self._words

    def __len__(self) -> int:
        return len(self._words)


@cache
def english() -> Lexicon:
    """American and British English, about 75,000 words; read when first asked for.

    From SCOWL by Kevin Atkinson; its notice is data/english_words.LICENSE.txt, and
    data/build_english_words.py makes the file.

    >>> [word in english() for word in ("harbour", "harbor", "Tolliver", "hrabour")]
    [True, True, False, False]
    """
    packed = files("ocrfix.language").joinpath("data", "english_words.txt.gz").read_bytes()
    return Lexicon(gzip.decompress(packed).decode("utf-8").split())


def undo_hyphen(
    left: str, right: str, lexicon: Container[str], page_words: Container[str] = frozenset()
) -> str | None:
    """The word that a line end broke into `left` and `right`, or None where the hyphen stays.

    `left` ends with the hyphen, `right` begins the next line; signs and quotes may hang on either.
    `page_words` are the words of the same page that stand whole, hyphens and all, in lower case: how the page
    itself writes a word goes before the lexicon.

    >>> words = Lexicon(["news", "paper", "newspaper", "well", "known", "nineteenth"])
    >>> undo_hyphen("“news-", "paper,", words), undo_hyphen("mid-nine-", "teenth", words)
    ('“newspaper,', 'mid-nineteenth')

    A word that nobody knows is one word where it goes on in lower case:

    >>> undo_hyphen("Tolli-", "ver’s", words), undo_hyphen("TOLLI-", "VER", words, {"tolliver"})
    ('Tolliver’s', 'TOLLIVER')

    Compounds, double names, numbers and letters keep their hyphen:

    >>> [undo_hyphen(*pair, words) for pair in (("well-", "known"), ("Smith-", "Jones"), ("1914-", "18"))]
    [None, None, None]
    >>> undo_hyphen("X-", "ray", words), undo_hyphen("news-", "paper", words, {"news-paper"})
    (None, None)
    """
    head, tail = _LEFT.search(left), _RIGHT.match(right)
    if head is None or tail is None:
        return None
    whole = left[:-1] + right
    if left[-1] in _ONLY_AT_LINE_ENDS:
        return whole
    joined = (head[0] + tail[0]).casefold()
    hyphenated = f"{head[0]}-{tail[0]}".casefold()
    if joined in page_words:
        return whole
    if hyphenated in page_words:
        return None
    if joined in lexicon:
        return whole
    compound = head[0] in lexicon and tail[0] in lexicon
    return None if compound or len(head[0]) == 1 or not tail[0][0].islower() else whole
