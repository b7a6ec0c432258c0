"""What other programs call the kinds of regions that ocrfix tells apart."""

import re

from ocrfix.model.page import RegionKind, WritingMode

_NAMES = {
    RegionKind.BODY: "paragraph text textregion maintext main mainzone body",
    RegionKind.HEADING: "headline title titre head articletitle",
    RegionKind.SUBHEADING: "subtitle subheadline subhead",
    RegionKind.KICKER: "overline",
    RegionKind.BYLINE: "author",
    RegionKind.CREDIT: "credit",
    RegionKind.CAPTION: "illustrationcaption figurecaption",
    RegionKind.NAMEPLATE: "masthead newspapertitle",
    RegionKind.FOLIO: "pagenumber numberingzone folionumber",
    RegionKind.RUNNING_HEAD: "header runningheader runningtitlezone pageheader",
    RegionKind.IMPRINT: "impressum colophon",
    RegionKind.ADVERT: "advertisement ad adverts",
    RegionKind.TABLE: "tablezone",
}
_KIND_OF = {name: kind for kind, names in _NAMES.items() for name in names.split()} | {
    re.sub("[^a-z]", "", kind.value): kind for kind in RegionKind
}


def kind_named(label: str | None) -> RegionKind:
    """The kind that a label of any program means, `unknown` where it means none of ours.

    >>> kind_named("Page-Number").value, kind_named("heading").value, kind_named("MarginTextZone").value
    ('folio', 'heading', 'unknown')
    """
    return _KIND_OF.get(re.sub("[^a-z]", "", (label or "").casefold()), RegionKind.UNKNOWN)


def mode_named(direction: str | None) -> WritingMode | None:
    """The writing mode of a direction as ALTO, PAGE or CSS name it; None where they name none.

    >>> mode_named("ttb").value, mode_named("right-to-left").value, mode_named(None)
    ('vertical-rtl', 'horizontal-rtl', None)
    """
    if direction in ("ttb", "top-to-bottom", "vertical-rl"):
        return WritingMode.VERTICAL
    if direction in ("rtl", "right-to-left"):
        return WritingMode.HORIZONTAL_RTL
    return WritingMode.HORIZONTAL if direction in ("ltr", "left-to-right") else None
