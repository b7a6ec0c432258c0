"""Chinese in its two scripts: traditional characters as the simplified ones that the language model knows,
and as those of Japan, which the engine reads as well."""

from functools import cache

import numpy as np
from opencc import OpenCC

from ocrfix.language.ngram import Keys, codes
from ocrfix.language.script import is_han


def simplified(text: str) -> str:
    """The text with each traditional character as its simplified one, all others left alone.

    By the tables of OpenCC. One character for one, whatever stands beside it, so that positions stay and a
    text can be taken piece by piece; therefore 著 stays even in 看著, and 乾 becomes 干 even in 乾隆.

    >>> simplified("橋頭高懸彩坊，軍樂隊奏樂既畢"), simplified("全体代表 ABC の")
    ('桥头高悬彩坊，军乐队奏乐既毕', '全体代表 ABC の')
    """
    return text.translate(_table("t2s"))


def japanese(text: str) -> str:
    """The text with each traditional character in the form that Japan gave it, all others left alone.

    >>> japanese("豐收下鄉人")
    '豊収下郷人'
    """
    return text.translate(_table("t2jp"))


def simplified_codes(chars: Keys) -> Keys:
    """The codes of the simplified characters for those of any characters; the shape stays.

    >>> simplified_codes(codes("橋人A")).tolist() == codes("桥人A").tolist()
    True
    """
    different, places = np.unique(chars, return_inverse=True)
    found = codes(simplified("".join(map(chr, different.tolist()))))
    return found[places].reshape(chars.shape)


class _Table(dict[int, str]):
    """Filled as characters come along."""

    def __init__(self, way: str) -> None:
        super().__init__()
        self._converter = OpenCC(way)

    def __missing__(self, code: int) -> str:
        char = chr(code)
        self[code] = found = self._converter.convert(char) if is_han(char) else char
        return found


@cache
def _table(way: str) -> _Table:
    return _Table(way)
