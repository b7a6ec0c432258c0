"""The words that PAGE XML has for kinds of regions, directions, languages and scripts."""

from ocrfix.model.page import RegionKind, WritingMode

TYPES = {
    RegionKind.BODY: "paragraph",
    RegionKind.HEADING: "heading",
    RegionKind.KICKER: "heading",
    RegionKind.SUBHEADING: "heading",
    RegionKind.CROSSHEAD: "heading",
    RegionKind.BYLINE: "credit",
    RegionKind.CREDIT: "credit",
    RegionKind.CAPTION: "caption",
    RegionKind.NAMEPLATE: "header",
    RegionKind.EAR: "header",
    RegionKind.RUNNING_HEAD: "header",
    RegionKind.SECTION: "header",
    RegionKind.FOLIO: "page-number",
    RegionKind.IMPRINT: "footer",
}
AROUND = {"TableRegion": RegionKind.TABLE, "AdvertRegion": RegionKind.ADVERT}
"""Elements that tell the kind of the text regions in them. An AdvertRegion is only read: converters stop at
it, and programs that know text regions alone would lose its text."""

DIRECTIONS = {
    WritingMode.HORIZONTAL: ("left-to-right", "top-to-bottom"),
    WritingMode.VERTICAL: ("top-to-bottom", "right-to-left"),
    WritingMode.HORIZONTAL_RTL: ("right-to-left", "top-to-bottom"),
}
LANGUAGES = {
    "zh": "Chinese",
    "ja": "Japanese",
    "en": "English",
    "de": "German",
    "fr": "French",
    "es": "Spanish",
    "it": "Italian",
    "nl": "Dutch",
    "pt": "Portuguese",
}
SCRIPTS = {"zh-Hans": "Hans - Han (Simplified variant)", "zh-Hant": "Hant - Han (Traditional variant)"}


def language_of(name: str | None, script: str | None) -> str:
    """The BCP 47 tag of a language and script as PAGE names them.

    >>> language_of("Chinese", "Hant - Han (Traditional variant)"), language_of(None, None)
    ('zh-Hant', 'und')
    """
    tag = next((tag for tag, own in LANGUAGES.items() if own == name), "und")
    code = (script or "")[:4]
    return f"{tag}-{code}" if tag == "zh" and code in ("Hans", "Hant") else tag
