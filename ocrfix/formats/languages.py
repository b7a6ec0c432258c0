"""Codes that catalogues have for languages and scripts."""

_CODES = {
    "zh": "chi", "ja": "jpn", "en": "eng", "de": "ger", "fr": "fre",
    "es": "spa", "it": "ita", "nl": "dut", "pt": "por",
}  # fmt: skip
_OTHERS = (("zh", "zho"), ("de", "deu"), ("fr", "fra"), ("nl", "nld"))
"""The codes of ISO 639-2/T that differ."""


def catalogue_code(tag: str) -> str:
    """The ISO 639-2/B code of a BCP 47 tag.

    >>> catalogue_code("zh-Hans"), catalogue_code("und"), catalogue_code("xx")
    ('chi', 'und', 'und')
    """
    return _CODES.get(tag.split("-")[0], "und")


def tag_of(code: str) -> str:
    """The BCP 47 tag of a language as Tesseract and its like name it.

    >>> [tag_of(code) for code in ("chi_tra_vert", "eng", "deu", "zh-Hans", "frk")]
    ['zh-Hant', 'en', 'de', 'zh-Hans', 'und']
    """
    if code.startswith(("chi_sim", "chi_tra")):
        return "zh-Hans" if code.startswith("chi_sim") else "zh-Hant"
    name = code.split("_")[0].split("-")[0]
    if name in _CODES:
        return code.replace("_", "-")
    return next((tag for tag, own in (*_CODES.items(), *_OTHERS) if own == name), "und")


def script_code(tag: str) -> str | None:
    """The ISO 15924 code in a BCP 47 tag.

    >>> script_code("zh-Hans"), script_code("en-GB")
    ('Hans', None)
    """
    return next((part for part in tag.split("-")[1:] if len(part) == 4 and part.isalpha()), None)
