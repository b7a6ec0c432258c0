"""Scripts and languages, told apart from the text itself; and what kind of character a character is."""

import re
from collections import Counter
from functools import cache, lru_cache

DEFAULT = "en"
"""What a text without letters, or without a known word, is taken for."""

_LAST_EVERYDAY = bytes.fromhex("c67e")
"""The last place of Big5's first level."""

_HAN = re.compile("[\u2e80-\u2fdf\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_KANA = re.compile("[\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fd-\u30ff\u31f0-\u31ff\uff66-\uff9d]")
_LATIN = re.compile("[A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff\ufb00-\ufb06]")

_LEAST_KANA = 0.12
_LETTERS_A_SQUARE = 4
_ENOUGH = 20
_WORDS = {
    "en": "the of and to in that is was for on with as by at from it his he be are which this have has not",
    "de": "der die das und den von zu mit sich des auf für ist im dem nicht ein eine als auch es werden aus",
    "fr": "le la les des et du une dans que qui pour est sur au par plus pas ce avec sont aux cette il ne en",
    "es": "el la los las del y una que por con para se su al lo como más pero fue ha sus este en un no",
    "it": "il lo la gli di che e una per non con del della dei sono alla nel più anche dal si le è un ha",
    "nl": "de het een van en in dat op te is met voor zijn niet aan er om ook als bij door naar uit maar",
    "pt": "o os as do da dos das em que uma para com não por no na ao se mais como foi à são pelo um e",
}
LATIN = frozenset(_WORDS)
"""Languages that `find_language` tells apart by their words."""

_FUNCTION_WORDS = {language: frozenset(words.split()) for language, words in _WORDS.items()}


CANTONESE = "唔咗睇嘅冇啲喺佢嘢咁哋嚟乜冚噉瞓㗎喎嗰咩啱畀"
"""Characters of Cantonese as it is spoken, of which a model of the news knows nothing."""


def is_dialect(text: str) -> bool:
    """Whether a text is Cantonese as it is spoken: one character in fifteen is of CANTONESE.

    >>> is_dialect("佢哋喺呢度住咗廿几年，嘅确唔舍得搬走。"), is_dialect("会议强调，要认真学习")
    (True, False)
    """
    return 15 * sum(char in CANTONESE for char in text) >= len(text) > 0


@cache
def is_han(char: str) -> bool:
    """A Chinese character, wherever it is used.

    >>> [is_han(c) for c in "报報気〇々"], [is_han(c) for c in "の，A"]
    ([True, True, True, True, True], [False, False, False])
    """
    return _HAN.match(char) is not None


def is_kana(char: str) -> bool:
    """A letter of hiragana or katakana; not the long mark ー, which is easily a Chinese 一, nor the dot ・.

    >>> [is_kana(c) for c in "のノｱ"], [is_kana(c) for c in "ー・日"]
    ([True, True, True], [False, False, False])
    """
    return _KANA.match(char) is not None


def is_latin(char: str) -> bool:
    """A Latin letter, with or without accents; no digit, no full-width letter.

    >>> [is_latin(c) for c in "Aéß"], [is_latin(c) for c in "1Ａ×-"]
    ([True, True, True], [False, False, False, False])
    """
    return _LATIN.match(char) is not None


def find_language(text: str, sure: str = "") -> str:
    """The language of a page from its reading: zh-Hans, zh-Hant, ja, en, de, fr, es, it, nl or pt.

    `sure` is as much of the text as was read surely, if that is known. It tells the Chinese script where it
    has enough characters of either: of blurred traditional characters the simpler ones are seen.

    A page is Chinese or Japanese while Latin letters do not far outweigh its characters, so brand names on a
    Chinese page and specks read as 一 on an English one change nothing.

    >>> find_language("本报讯 记者从TFC Group获悉"), find_language("橋頭高懸彩坊，軍樂隊奏樂既畢")
    ('zh-Hans', 'zh-Hant')
    >>> find_language("東京の会社が発表した"), find_language("der Rat hat die Mauer nicht gebaut")
    ('ja', 'de')
    >>> find_language("The council voted 一 eleven to four"), find_language("1914 * 18")
    ('en', 'en')
    """
    han = sum(map(is_han, text))
    kana = sum(map(is_kana, text))
    letters = sum(map(is_latin, text))
    if _LETTERS_A_SQUARE * (han + kana) < letters or not han + kana:
        return _latin_language(text)
    if kana >= _LEAST_KANA * (han + kana):
        return "ja"
    return _chinese_script(text, sure)


def _chinese_script(text: str, sure: str) -> str:
    """By the characters that only one of the two scripts has; Hans where there are none of either."""
    kinds = Counter(map(script_of, sure))
    if kinds["zh-Hant"] + kinds["zh-Hans"] < _ENOUGH:
        kinds = Counter(map(script_of, text))
    return "zh-Hant" if kinds["zh-Hant"] > kinds["zh-Hans"] else "zh-Hans"


@lru_cache(maxsize=8192)
def script_of(char: str) -> str:
    """zh-Hans, zh-Hant, or "" for what both scripts have or neither.

    The table is in Python itself: GB 2312 (1980) lists the simplified characters in use, Big5 (1984) the
    traditional ones, and what is in one of them only belongs to one script.

    >>> [script_of(c) for c in "报報人台A"]
    ['zh-Hans', 'zh-Hant', '', '', '']
    """
    if not is_han(char):
        return ""
    simplified, traditional = _encodes(char, "gb2312"), _encodes(char, "big5")
    if simplified == traditional:
        return ""
    return "zh-Hans" if simplified else "zh-Hant"


@lru_cache(maxsize=8192)
def is_everyday(char: str, script: str) -> bool:
    """Whether a character is in everyday use: in zh-Hans where GB 2312 lists it, in zh-Hant where it is in
    the first level of Big5.

    >>> [is_everyday(c, "zh-Hant") for c in "豐豊鄉郷台"]
    [True, False, True, False, True]
    """
    if script == "zh-Hans":
        return _encodes(char, "gb2312")
    return _encodes(char, "big5") and char.encode("big5") <= _LAST_EVERYDAY


def _encodes(char: str, charset: str) -> bool:
    try:
        char.encode(charset)
    except UnicodeEncodeError:
        return False
    return True


def _latin_language(text: str) -> str:
    """By its function words; the first of equals is English."""
    words = Counter(re.findall(r"[^\W\d_]+", text.lower()))
    scores = {language: sum(words[word] for word in known) for language, known in _FUNCTION_WORDS.items()}
    best = max(scores, key=lambda language: scores[language])
    return best if scores[best] else DEFAULT
