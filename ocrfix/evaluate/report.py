"""Scores as rows to read and as plain values to keep."""

from typing import Any

from ocrfix.evaluate.text import Match, TextScore


def score_rows(score: TextScore) -> list[tuple[str, str, str]]:
    """(measure, value, how to read it) for a table."""
    furniture = "-" if score.furniture is None else f"{score.furniture:.3f}"
    found = f"{score.articles_found} for {score.articles}, {score.articles_matched} matched"
    return [
        ("article_cer", f"{score.article_cer:.4f}", "wrong characters of articles; lower is better"),
        ("body_cer", f"{score.body_cer:.4f}", "wrong characters of bodies; lower is better"),
        ("headline_acc", f"{score.headline_acc:.3f}", "headlines without an error; higher is better"),
        ("para_f1", f"{score.para_f1:.3f}", "paragraph ends; higher is better"),
        ("furniture", furniture, "mastheads, captions, credits kept out of articles; higher is better"),
        ("articles", found, "found for printed"),
    ]


def article_rows(score: TextScore) -> list[tuple[str, str, str]]:
    """(headline, error rate, remark) of every article of the truth."""
    return [(match.truth.headline, *_judged(match)) for match in score.matches]


def score_as_dict(score: TextScore) -> dict[str, Any]:
    """The score as JSON values; figures rounded to four digits."""
    return {
        "article_cer": round(score.article_cer, 4),
        "body_cer": round(score.body_cer, 4),
        "headline_acc": round(score.headline_acc, 4),
        "para_f1": round(score.para_f1, 4),
        "furniture": None if score.furniture is None else round(score.furniture, 4),
        "articles": score.articles,
        "articles_found": score.articles_found,
        "articles_matched": score.articles_matched,
        "by_article": [
            {"headline": headline, "cer": None if match.found is None else float(rate), "remark": remark}
            for match, (headline, rate, remark) in zip(score.matches, article_rows(score), strict=True)
        ],
    }


def _judged(match: Match) -> tuple[str, str]:
    if match.found is None:
        return "-", "not found"
    rate = f"{match.errors / max(1, len(match.truth.whole)):.4f}"
    if match.found.headline == match.truth.headline:
        return rate, "headline right"
    return rate, f"headline read as {match.found.headline or 'nothing'}"
