"""Codes that catalogues have for languages and scripts."""

_CODES = {
    "zh": "chi", "ja": "jpn", "en": "eng", "de": "ger", "fr": "fre",
    "es": "spa", "it": "ita", "nl": "dut", "pt": "por",
}  # fmt: skip


def catalogue_code(tag: str) -> str:
    """The ISO 639-2/B code of a BCP 47 tag.

    >>> catalogue_code("zh-Hans"), catalogue_code("und"), catalogue_code("xx")
    ('chi', 'und', 'und')
    """
    return _CODES.get(tag.split("-")[0], "und")


def script_code(tag: str) -> str | None:
    """The ISO 15924 code in a BCP 47 tag.

    >>> script_code("zh-Hans"), script_code("en-GB")
    ('Hans', None)
    """
    return next((part for part in tag.split("-")[1:] if len(part) == 4 and part.isalpha()), None)
