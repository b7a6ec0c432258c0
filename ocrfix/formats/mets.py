"""METS with MODS of an issue, written only: https://www.loc.gov/standards/mets/

After the profile of the Deutsche Digitale Bibliothek for newspapers: newspaper, year, month, day, issue and
article in the logical structure, pages in the physical one, articles pointing to blocks of the ALTO files.
"""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from ocrfix import __version__
from ocrfix.formats.alto import names_of
from ocrfix.formats.issue import Issue, Leaf
from ocrfix.formats.languages import catalogue_code, script_code
from ocrfix.formats.xml import Build, Names, shown
from ocrfix.model.article import PARTS, Article
from ocrfix.model.text import Texts

METS = "http://www.loc.gov/METS/"
MODS = "http://www.loc.gov/mods/v3"
_XLINK = "http://www.w3.org/1999/xlink"
_HREF, _FROM, _TO = (f"{{{_XLINK}}}{name}" for name in ("href", "from", "to"))
_TYPES = {".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png", ".webp": "image/webp"}
_TYPES |= {".tif": "image/tiff", ".tiff": "image/tiff", ".jp2": "image/jp2", ".pdf": "application/pdf"}
_make = Build(METS)
_mods = Build(MODS)


def write_mets(issue: Issue) -> str:
    """The METS of an issue. Images and ALTO files are named as they stand beside it."""
    return shown(_Writer(issue).document())


def media_type(file: str) -> str:
    """The media type of a scan, by its name.

    >>> media_type("p1.TIF"), media_type("p1")
    ('image/tiff', 'application/octet-stream')
    """
    suffix = f".{file.rpartition('.')[2].lower()}"
    return _TYPES.get(suffix, "application/octet-stream")


class _Writer:
    def __init__(self, issue: Issue) -> None:
        self._issue = issue
        self._names = Names("newspaper", "year", "month", "day", "issue", "physical")
        self._links: list[tuple[str, str]] = []

    def document(self) -> Any:
        issue = self._issue
        root = _make("mets", {"LABEL": issue.label, "TYPE": "newspaper"}, prefixes=_PREFIXES)
        agent = {"ROLE": "CREATOR", "TYPE": "OTHER", "OTHERTYPE": "SOFTWARE"}
        creator = _make("agent", agent, into=_make("metsHdr", into=root))
        _make("name", text=f"ocrfix {__version__}", into=creator)
        self._describe_issue(_wrapped("dmd-issue", root))
        for number, leaf in enumerate(issue.leaves, 1):
            for article in leaf.page.articles:
                _describe_article(article, leaf, _wrapped(self._description(number, article), root))
        self._files(_make("fileSec", into=root))
        self._logical(_make("structMap", {"TYPE": "LOGICAL"}, into=root))
        self._physical(_make("structMap", {"TYPE": "PHYSICAL"}, into=root))
        links = _make("structLink", into=root)
        for one, two in dict.fromkeys(self._links):
            _make("smLink", {_FROM: one, _TO: two}, into=links)
        return root

    def _description(self, number: int, article: Article) -> str:
        return self._names.of("dmd", f"dmd-{number}-{article.id}")

    def _describe_issue(self, into: Any) -> None:
        issue = self._issue
        mods = _mods("mods", into=into)
        if issue.title:
            _mods("title", text=issue.title, into=_mods("titleInfo", into=mods))
            host = _mods("relatedItem", {"type": "host"}, into=mods)
            _mods("title", text=issue.title, into=_mods("titleInfo", into=host))
        _mods("typeOfResource", text="text", into=mods)
        _mods("genre", {"authority": "marcgt"}, "newspaper", into=mods)
        if issue.date or issue.printed_date:
            origin = _mods("originInfo", into=mods)
            if issue.date:
                own = {"encoding": "iso8601", "keyDate": "yes"}
                _mods("dateIssued", own, issue.date.isoformat(), into=origin)
            elif issue.printed_date:
                _mods("dateIssued", text=issue.printed_date, into=origin)
        _language(issue.language, mods)
        if issue.number or issue.date:
            order = {"order": issue.date.strftime("%Y%m%d") if issue.date else None}
            detail = _mods("detail", {"type": "issue"}, into=_mods("part", order, into=mods))
            _mods("number", text=issue.number or (issue.date.isoformat() if issue.date else ""), into=detail)
        record = _mods("recordInfo", into=mods)
        _mods("recordIdentifier", {"source": "ocrfix"}, issue.name, into=record)
        _mods("recordOrigin", text=f"made by ocrfix {__version__}", into=record)

    def _files(self, section: Any) -> None:
        images = _make("fileGrp", {"USE": "DEFAULT"}, into=section)
        texts = _make("fileGrp", {"USE": "FULLTEXT"}, into=section)
        for number, leaf in enumerate(self._issue.leaves, 1):
            source = leaf.page.source
            if source.file and leaf.page.has_scan:
                checksum = {"CHECKSUM": source.sha256, "CHECKSUMTYPE": "SHA-256"} if source.sha256 else {}
                own = {"ID": f"image-{number}", "MIMETYPE": media_type(source.file)} | checksum
                _located(_make("file", own, into=images), source.file)
            own = {"ID": f"alto-{number}", "MIMETYPE": "application/alto+xml"}
            _located(_make("file", own, into=texts), f"{leaf.stem}.alto.xml")
        if not len(images):
            section.remove(images)

    def _logical(self, into: Any) -> None:
        issue, day = self._issue, self._issue.date
        into = _div("newspaper", into, LABEL=issue.title)
        if day:
            into = _div("year", into, ORDERLABEL=f"{day:%Y}", LABEL=f"{day:%Y}")
            into = _div("month", into, ORDERLABEL=f"{day:%Y-%m}", LABEL=f"{day:%Y-%m}")
            into = _div("day", into, ORDERLABEL=f"{day:%Y-%m-%d}", LABEL=f"{day:%Y-%m-%d}")
        into = _div("issue", into, LABEL=issue.label, DMDID="dmd-issue")
        self._links.append(("issue", "physical"))
        for number, leaf in enumerate(issue.leaves, 1):
            self._links.append(("issue", f"page-{number}"))
            for article in leaf.page.articles:
                self._article(number, leaf, article, into)

    def _article(self, number: int, leaf: Leaf, article: Article, into: Any) -> None:
        texts, blocks = Texts(leaf.page), names_of(leaf.page)
        name = self._names.of("article", f"article-{number}-{article.id}")
        self._links.append((name, f"page-{number}"))
        label = texts.regions(article.headline) or None
        own = {"LABEL": label, "DMDID": self._description(number, article)}
        element = _make("div", {"ID": name, "TYPE": "article"} | own, into=into)
        for part, regions in _parts(article, texts):
            place = {"ID": self._names.of("div", f"{name}-{part}"), "TYPE": part}
            words = None if part == "body" else texts.regions(regions) or None
            pointer = _make("fptr", into=_make("div", place | {"LABEL": words}, into=element))
            within = _make("seq", into=pointer) if len(regions) > 1 else pointer
            for region in regions:
                begin = {"BEGIN": blocks.of("region", region), "BETYPE": "IDREF"}
                _make("area", {"FILEID": f"alto-{number}"} | begin, into=within)

    def _physical(self, into: Any) -> None:
        sequence = _make("div", {"ID": "physical", "TYPE": "physSequence"}, into=into)
        for number, leaf in enumerate(self._issue.leaves, 1):
            plate = leaf.page.nameplate
            printed = plate.page if plate and plate.page else str(number)
            own = {"ID": f"page-{number}", "TYPE": "page", "ORDER": number, "ORDERLABEL": printed}
            page = _make("div", own, into=sequence)
            pictured = leaf.page.source.file and leaf.page.has_scan
            for kind in ("image", "alto") if pictured else ("alto",):
                _make("fptr", {"FILEID": f"{kind}-{number}"}, into=page)


def _describe_article(article: Article, leaf: Leaf, into: Any) -> None:
    texts = Texts(leaf.page)
    mods = _mods("mods", into=into)
    headline, below = texts.regions(article.headline), texts.regions(article.subheadline)
    if headline:
        title = _mods("titleInfo", into=mods)
        _mods("title", text=headline, into=title)
        if below:
            _mods("subTitle", text=below, into=title)
    byline = texts.regions(article.byline)
    if byline:
        name = _mods("name", into=mods)
        _mods("namePart", text=byline, into=name)
        role = _mods("role", into=name)
        _mods("roleTerm", {"type": "code", "authority": "marcrelator"}, "aut", into=role)
    _mods("genre", text="article", into=mods)
    _language(leaf.page.language, mods)


def _parts(article: Article, texts: Texts) -> Iterator[tuple[str, list[str]]]:
    """The parts that an article has, each with its regions."""
    heads: Mapping[str, tuple[str, ...]] = {part: getattr(article, part) for part in PARTS}
    outside = {region for regions in heads.values() for region in regions}
    body = [region for region in texts.regions_of(article) if region not in outside]
    for part in ("kicker", "headline", "subheadline", "byline"):
        if heads[part]:
            yield part, list(heads[part])
    if body:
        yield "body", body
    if heads["continuation"]:
        yield "continuation", list(heads["continuation"])


_PREFIXES: dict[str | None, str] = {"mets": METS, "mods": MODS, "xlink": _XLINK}


def _wrapped(name: str, root: Any) -> Any:
    wrap = _make("mdWrap", {"MDTYPE": "MODS"}, into=_make("dmdSec", {"ID": name}, into=root))
    return _make("xmlData", into=wrap)


def _div(kind: str, into: Any, **own: str | None) -> Any:
    return _make("div", {"ID": kind, "TYPE": kind} | own, into=into)


def _located(file: Any, name: str) -> None:
    """A name is a relative reference: what a URL could take for more than a name is escaped."""
    _make("FLocat", {"LOCTYPE": "URL", _HREF: quote(name, safe="")}, into=file)


def _language(tag: str, mods: Any) -> None:
    language = _mods("language", into=mods)
    own = {"type": "code", "authority": "iso639-2b"}
    _mods("languageTerm", own, catalogue_code(tag), into=language)
    script = script_code(tag)
    if script:
        _mods("scriptTerm", {"type": "code", "authority": "iso15924"}, script, into=language)
