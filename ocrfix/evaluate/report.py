"""Scores as rows to read and as plain values to keep."""

from dataclasses import dataclass
from typing import Any, TypeAlias

from ocrfix.evaluate.items import ItemsScore, Passage
from ocrfix.evaluate.outline import OutlineScore, Verdict
from ocrfix.evaluate.repair import RepairScore
from ocrfix.evaluate.structure import Agreement, StructureScore
from ocrfix.evaluate.text import Match, TextScore

Row: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A score in three forms: `measures` as rows of (measure, value, how to read it), `details` as a table
    under its own heading, `figures` as JSON values, shares rounded to four digits."""

    measures: tuple[Row, ...]
    details: tuple[Row, ...]
    figures: dict[str, Any]


def report_text(score: TextScore) -> Report:
    """Details: headline, error rate and remark of every article of the truth."""
    found = f"{score.articles_found} for {score.articles}, {score.articles_matched} matched"
    measures = (
        ("article_cer", f"{score.article_cer:.4f}", "wrong characters of articles; lower is better"),
        ("body_cer", f"{score.body_cer:.4f}", "wrong characters of bodies; lower is better"),
        ("headline_acc", f"{score.headline_acc:.3f}", "headlines without an error; higher is better"),
        ("para_f1", f"{score.para_f1:.3f}", "paragraph ends; higher is better"),
        (
            "furniture",
            _shown(score.furniture),
            "mastheads, captions, credits kept out of articles; higher is better",
        ),
        ("articles", found, "found for printed"),
    )
    rows = [(match.truth.headline, *_judged(match)) for match in score.matches]
    figures = {
        "article_cer": _rounded(score.article_cer),
        "body_cer": _rounded(score.body_cer),
        "headline_acc": _rounded(score.headline_acc),
        "para_f1": _rounded(score.para_f1),
        "furniture": _rounded(score.furniture),
        "articles": score.articles,
        "articles_found": score.articles_found,
        "articles_matched": score.articles_matched,
        "by_article": [
            {"headline": headline, "cer": None if match.found is None else float(rate), "remark": remark}
            for match, (headline, rate, remark) in zip(score.matches, rows, strict=True)
        ],
    }
    return Report(measures, (("ARTICLE", "CER", ""), *rows), figures)


def report_outline(score: OutlineScore) -> Report:
    """Details: what of every article of the outline is right."""
    articles = len(score.verdicts)
    measures = (
        ("headline", f"{score.headline} of {articles}", "articles found with their headline"),
        ("start", f"{score.start} of {articles}", "bodies that begin where they do in print"),
        ("end", f"{score.end} of {articles}", "bodies that end where they do in print"),
        ("whole", f"{score.whole} of {articles}", "articles with all three"),
        ("caption", f"{score.caption} of {score.captions}", "captions kept out of bodies"),
        ("extra", f"{score.extra}", "articles that are not in the outline; lower is better"),
    )
    figures = {
        "headline": _share(score.headline, articles),
        "start": _share(score.start, articles),
        "end": _share(score.end, articles),
        "whole": _share(score.whole, articles),
        "caption": _share(score.caption, score.captions),
        "extra": score.extra,
        "articles": articles,
        "captions": score.captions,
        "by_article": [
            {
                "headline": verdict.entry.headline,
                "found": verdict.found,
                "headline_right": verdict.headline,
                "start_right": verdict.start,
                "end_right": verdict.end,
            }
            for verdict in score.verdicts
        ],
    }
    details = tuple((verdict.entry.headline, _remark(verdict)) for verdict in score.verdicts)
    return Report(measures, (("ARTICLE", ""), *details), figures)


def report_items(score: ItemsScore) -> Report:
    """Details: kind, beginning and error rate of every item that was long enough to be looked for."""
    letters = f"{score.result_letters} for {score.truth_letters}"
    measures = (
        ("item_cer", f"{score.item_cer:.4f}", "letters wrong or out of order in items; lower is better"),
        ("one_article", f"{score.one_article} of {score.articles}", "articles that lie in one article"),
        ("bag_recall", f"{score.bag_recall:.4f}", "letters found in whatever order; higher is better"),
        ("letters", letters, "found for printed"),
    )
    figures = {
        "item_cer": _rounded(score.item_cer),
        "one_article": _share(score.one_article, score.articles),
        "bag_recall": _rounded(score.bag_recall),
        "articles": score.articles,
        "truth_letters": score.truth_letters,
        "result_letters": score.result_letters,
        "by_item": [
            {
                "type": passage.item.kind or None,
                "start": _start(passage),
                "letters": len(passage.item.text),
                "cer": _rounded(passage.cer),
                "in_one_article": passage.in_one_article,
            }
            for passage in score.passages
        ],
    }
    details = tuple((_start(p), p.item.kind or "-", f"{p.cer:.3f}") for p in score.passages)
    return Report(measures, (("ITEM", "TYPE", "CER"), *details), figures)


def report_structure(score: StructureScore) -> Report:
    """Details: the labels, kind by kind."""
    grouping = score.grouping
    measures = (
        ("label_f1", f"{score.labels.f1:.3f}", "kinds of regions, by characters; higher is better"),
        ("block_order", f"{score.block_order:.3f}", "regions in printed order; higher is better"),
        ("line_order", f"{score.line_order:.3f}", "lines of a body in printed order; higher is better"),
        ("grouping_f1", f"{grouping.f1:.3f}", "lines of one article together; higher is better"),
        ("  precision", f"{grouping.precision:.3f}", "falls where articles are merged"),
        ("  recall", f"{grouping.recall:.3f}", "falls where articles are split"),
    )
    kinds = [(row.kind.value, *_shown_agreement(row.agreement), f"{row.characters}") for row in score.kinds]
    figures = {
        "labels": _agreement(score.labels),
        "block_order": _rounded(score.block_order),
        "line_order": _rounded(score.line_order),
        "grouping": _agreement(grouping),
        "by_kind": {
            row.kind.value: {**_agreement(row.agreement), "characters": row.characters} for row in score.kinds
        },
    }
    heading = ("KIND", "F1", "PRECISION", "RECALL", "CHARACTERS")
    return Report(measures, (heading, *kinds), {"structure": figures})


def report_repair(score: RepairScore) -> Report:
    """Details: what the edits of each rule came to."""
    changed = f"{score.before} to {score.after} of {score.characters}"
    verdicts = [page.verdict for page in score.pages]
    pages = f"{verdicts.count(1)} better, {verdicts.count(-1)} worse of {len(verdicts)} pages"
    measures = (
        ("wrong", changed, "wrong characters before and after repair"),
        ("gain", _shown(score.gain), "share of them that repair took away; higher is better"),
        ("harm", _shown(score.harm), "characters made wrong in 100,000 right ones; lower is better"),
        (
            "preference",
            _shown(score.preference),
            pages,
        ),
    )
    figures = {
        "characters": score.characters,
        "wrong_before": score.before,
        "wrong_after": score.after,
        "harmed": score.harmed,
        "gain": _rounded(score.gain),
        "harm_per_100000": _rounded(score.harm),
        "preference": _rounded(score.preference),
        "by_rule": {
            rule.rule: {"edits": rule.edits, "mended": rule.mended, "harmed": rule.harmed}
            for rule in score.rules
        },
        "by_page": [
            {
                "name": page.name,
                "characters": page.characters,
                "wrong_before": page.before,
                "mended": page.mended,
                "harmed": page.harmed,
            }
            for page in score.pages
        ],
    }
    rules = [(rule.rule, f"{rule.edits}", f"{rule.mended}", f"{rule.harmed}") for rule in score.rules]
    return Report(measures, (("RULE", "EDITS", "MENDED", "HARMED"), *rules), {"repair": figures})


def _judged(match: Match) -> tuple[str, str]:
    if match.found is None:
        return "-", "not found"
    rate = f"{match.errors / max(1, len(match.truth.whole)):.4f}"
    if match.found.headline == match.truth.headline:
        return rate, "headline right"
    return rate, f"headline read as {match.found.headline or 'nothing'}"


def _remark(verdict: Verdict) -> str:
    if not verdict.found:
        return "not found"
    parts = (("headline", verdict.headline), ("start", verdict.start), ("end", verdict.end))
    wrong = [name for name, right in parts if not right]
    return f"wrong: {', '.join(wrong)}" if wrong else "whole"


def _start(passage: Passage) -> str:
    return passage.item.text[:14]


def _shown_agreement(agreement: Agreement) -> Row:
    return (f"{agreement.f1:.3f}", f"{agreement.precision:.3f}", f"{agreement.recall:.3f}")


def _agreement(agreement: Agreement) -> dict[str, float | None]:
    return {
        "f1": _rounded(agreement.f1),
        "precision": _rounded(agreement.precision),
        "recall": _rounded(agreement.recall),
    }


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 4)


def _shown(share: float | None) -> str:
    return "-" if share is None else f"{share:.3f}"
