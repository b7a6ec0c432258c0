"""The one list of repairs that a page goes through, whether it was read from a scan or from a text."""

import hashlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from ocrfix import __version__
from ocrfix.articles.build import build_articles, with_facts
from ocrfix.errors import FormatError, SettingsError
from ocrfix.language.glyphs import glyphs
from ocrfix.language.lexicon import english
from ocrfix.language.ngram import Model, model_with
from ocrfix.language.remains import remains_of
from ocrfix.model.as_json import to_json
from ocrfix.model.edit import Edit, apart
from ocrfix.model.from_json import from_json
from ocrfix.model.laws import misplaced
from ocrfix.model.page import Doubt, Page, RegionKind, Source, Step
from ocrfix.model.user_lexicon import UserLexicon
from ocrfix.repair.always import outside_spared, repair_always
from ocrfix.repair.captions import take_out_captions
from ocrfix.repair.fragments import RULE, find_remains, solve_fragments
from ocrfix.repair.joins import repair_gap, repair_heading, repair_hyphens, repair_unseen
from ocrfix.repair.latin import known_words, repair_latin
from ocrfix.repair.loops import take_out_loops
from ocrfix.repair.misreads import repair_misreads
from ocrfix.repair.names import find_name_doubts
from ocrfix.repair.notation import decoded
from ocrfix.repair.paragraphs import find_beginnings, find_stops, join_paragraphs, part_paragraphs
from ocrfix.repair.plain_text import read_text
from ocrfix.repair.points import repair_points
from ocrfix.repair.punctuation import repair_marks
from ocrfix.repair.refused import outside_refused
from ocrfix.repair.scripts import repair_scripts
from ocrfix.repair.zeros import repair_zeros

NO_WORDS = UserLexicon()
_HEADINGS = (RegionKind.HEADING, RegionKind.KICKER, RegionKind.SUBHEADING, RegionKind.CROSSHEAD)


_DICTIONARIES = {
    "zh": (("dictionaries", "zh_words.npz"), ("language_model", "news.ngrams.npz")),
    "en": (("dictionaries", "english_words.txt.gz"),),
}
"""What is looked up, by language: files of `ocrfix.language.data`. A user's own words are told elsewhere."""


def page_of(data: bytes, file: str, name: str) -> Page:
    """The page that a file holds, unrepaired: a JSON file of `ocrfix page`, plain text or Markdown.

    FormatError where it is none of these.
    """
    text = decoded(data)
    if text.lstrip()[:1] == "{":
        return _from_json(text)
    language, outline = read_text(text)
    page = Page(
        name=name,
        source=Source(
            file=file, page=1, sha256=hashlib.sha256(data).hexdigest(), width_px=None, height_px=None
        ),
        language=language,
        regions=outline.regions,
        steps=(Step("ocrfix", __version__, (("language", language),)), Step("text", __version__)),
    )
    if not outline.regions:
        return replace(page, doubts=(Doubt(kind="blank", text="the file holds no text"),))
    return build_articles(page, outline)


def _from_json(text: str) -> Page:
    """A page that can be written again; FormatError where it could not, for it was made by hand."""
    page = from_json(text)
    try:
        to_json(page).encode()
    except ValueError as error:
        raise FormatError(
            f"the page cannot be written again: {error}", "give a file that ocrfix wrote"
        ) from error
    broken = misplaced(page)
    if broken:
        raise FormatError(f"the page is not whole: {broken[0]}", "give a file that ocrfix wrote")
    return page


def repaired(page: Page, lexicon: UserLexicon = NO_WORDS, language_model: Path | None = None) -> Page:
    """The page with everything mended that two keys speak for, and doubts where one does.

    The readings stay as they are. What the user's lexicon demands goes first, what it spares is touched by no
    repair. What an earlier run changed stays changed; lines and paragraphs that it has put in order are not
    put in order again. `language_model` is a file of `ocrfix lexicon train` that is asked beside the model
    that comes with ocrfix, of Chinese; FormatError where it holds none.
    """
    language = page.language.split("-")[0]
    own = () if language_model is None else (("own_language_model", language_model.name),)
    step = Step("repair", __version__, (*_DICTIONARIES.get(language, ()), *own))
    in_order = any((done.name, done.version) == (step.name, step.version) for done in page.steps)
    if language == "zh" and not in_order:
        page = take_out_captions(take_out_loops(part_paragraphs(page)))
        page = join_paragraphs(page)
    page = with_edits(page, repair_always(page, lexicon), lexicon)
    if language in ("zh", "ja"):
        page = with_edits(page, _chinese_repairs(page), lexicon)
    else:
        page = _latin_repaired(page, lexicon)
    if language == "zh":
        page = _wording_repaired(page, lexicon, model_with(language_model))
    page = _with_names(page, lexicon)
    return with_facts(replace(page, steps=tuple(dict.fromkeys((*page.steps, step)))))


def _chinese_repairs(page: Page) -> Iterator[Edit]:
    yield from repair_points(page)
    yield from repair_zeros(page)
    for region in page.regions:
        if region.kind in _HEADINGS:
            for line in region.lines:
                yield from repair_gap(line)
                yield from repair_heading(line)
                yield from repair_unseen(line)
    yield from repair_marks(page)


def _wording_repaired(page: Page, lexicon: UserLexicon, model: Model) -> Page:
    """Misread characters, headlines in pieces, sentences without an end."""
    page = with_edits(page, repair_scripts(page), lexicon)
    misreads = repair_misreads(page, page.edits, lexicon.never, lexicon.learned, model)
    page = with_doubts(with_edits(page, misreads.edits, lexicon), misreads.doubts)
    page = replace(page, lookups=tuple(dict.fromkeys((*page.lookups, *misreads.lookups))))
    page, fills = solve_fragments(page, remains_of)
    page = with_edits(page, fills, lexicon)
    return with_doubts(page, (*find_stops(page), *find_beginnings(page), *find_remains(page)))


def _latin_repaired(page: Page, lexicon: UserLexicon) -> Page:
    words = {word.strip(".,;:!?\"'()").casefold() for line in page.lines() for word in line.reading.split()}
    hyphens = (edit for region in page.regions for edit in repair_hyphens(region.lines, english(), words))
    page = with_edits(page, hyphens, lexicon)
    found = repair_latin(page, known_words(page.language, lexicon))
    return with_doubts(with_edits(page, found.edits, lexicon), found.doubts)


def _with_names(page: Page, lexicon: UserLexicon) -> Page:
    """The page with its names that are read two ways as doubts, each told once."""
    names = find_name_doubts(page, _look_alike, lexicon.known())
    told = {(doubt.line, doubt.alternative) for doubt in names}
    rest = tuple(doubt for doubt in page.doubts if (doubt.line, doubt.alternative) not in told)
    return replace(page, doubts=tuple(dict.fromkeys((*names, *rest))))


def _look_alike(one: str, other: str) -> bool:
    return other in glyphs().look_alike(one)


def with_edits(page: Page, found: Iterable[Edit], lexicon: UserLexicon = NO_WORDS) -> Page:
    """The page with those new edits that touch no other and nothing that the lexicon spares, numbered on.

    What editors of the collection refused is not done again.
    """
    number = max((int(edit.id[1:]) for edit in page.edits if edit.id[1:].isdecimal()), default=0)
    allowed = outside_refused(outside_spared(found, page, lexicon), page, lexicon.learned.refusals)
    new = apart(allowed, page.edits)
    named = (replace(edit, id=f"e{n}") for n, edit in enumerate(new, number + 1))
    return replace(page, edits=(*page.edits, *named))


def reverted(page: Page, *, rules: Collection[str], edits: Collection[str]) -> Page:
    """The page without the edits of these rules or of groups that they name, and without these edits; without
    any where none are named. SettingsError for a name that no edit of the page has.
    """
    known = {edit.rule for edit in page.edits}
    for rule in rules:
        if not any(_of_rule(name, rule) for name in known):
            raise SettingsError(
                f"no edit of {page.name} has the rule {rule!r}",
                f"rules are: {', '.join(sorted(known)) or 'none'}",
            )
    for name in edits:
        if name not in {edit.id for edit in page.edits}:
            raise SettingsError(f"{page.name} has no edit {name!r}", "see them with: ocrfix repair --diff")
    every = not rules and not edits
    kept = tuple(
        edit
        for edit in page.edits
        if not every and edit.id not in edits and not any(_of_rule(edit.rule, rule) for rule in rules)
    )
    filled = {edit.line for edit in kept if edit.rule == RULE}
    bare = {r.id for r in page.regions if not filled & {line.id for line in r.lines}}
    return with_facts(
        replace(
            page,
            edits=kept,
            articles=tuple(
                replace(article, reconstructed=None) if set(article.headline) <= bare else article
                for article in page.articles
            ),
            doubts=tuple(d for d in page.doubts if d.kind != "reconstructed" or d.region not in bare),
        )
    )


def _of_rule(name: str, rule: str) -> bool:
    """Whether a rule is the one named or of its group: `punctuation.width` is of `punctuation`."""
    return name == rule or name.startswith(f"{rule}.")


def with_doubts(page: Page, found: Iterable[Doubt]) -> Page:
    """The page with those doubts that it does not have yet."""
    return replace(page, doubts=tuple(dict.fromkeys((*page.doubts, *found))))
