"""How well articles are found on painted pages: `python tests/bench/bench_structure.py [--pages 200] …`

Each page is described by chance from its seed, painted, worn a little, read from scan to articles in a
process of a pool, and scored against its exact truth. Three pages of five are modern Chinese, one is vertical
and one English. Use seeds that nobody has looked at: with those that were used while the rules were made the
figures flatter.

With `--robust` every page is read under 30 conditions instead, skew by resolution by dirt, and what counts is
how far the share of right headlines falls against the same pages clean, upright and at 300 dpi, which is what
the painter's own resolution is taken as. `--others N` reads a page under N of the other 29 only, taken in
turn over the pages, so that all conditions come about equally often.
"""

import argparse
import json
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import product
from multiprocessing import get_context
from pathlib import Path
from random import Random
from statistics import mean, median

import numpy as np
from bench_paths import add_paths

add_paths()

from painted import order_of, scan_of, score_of  # noqa: E402
from painter import paint  # noqa: E402
from painter.degrade import (  # noqa: E402
    Blur,
    InkSpread,
    Jpeg,
    Noise,
    Rescale,
    Skew,
    UnevenLight,
    Wear,
    degrade,
)
from painter.random_page import random_page  # noqa: E402

SCRIPTS = ("zh-Hans", "zh-Hans", "zh-Hans", "zh-Hant", "en")
SKEWS, DPIS, STATES = (0.0, 3.0, -3.0, 7.0, -7.0), (300, 150, 600), ("clean", "dirty")


@dataclass(frozen=True, slots=True)
class Task:
    """One page to paint and read; `condition` says what was done to it, in words of a state, a resolution and
    a skew."""

    seed: int
    script: str
    wear: tuple[Wear, ...]
    condition: tuple[str, ...] = ()
    keep: Path | None = None


@dataclass(frozen=True, slots=True)
class Result:
    task: Task
    article_cer: float
    headline_acc: float
    para_f1: float
    furniture: float | None
    block_order: float


def light_wear(seed: int) -> tuple[Wear, ...]:
    """What a good scan still shows: a little skew, blur and grain."""
    chance = Random(seed)
    return (Skew(chance.uniform(-1.5, 1.5)), Blur(chance.uniform(0.3, 0.9)), Noise(chance.uniform(2, 6)))


def conditions(seed: int, others: int | None = None) -> list[tuple[tuple[str, ...], tuple[Wear, ...]]]:
    """Clean, upright and at 300 dpi, the condition to compare with, and so many of the 29 others, all where
    no number is given; pages with seeds in a row take them in turn."""
    dirt: tuple[Wear, ...] = (InkSpread(0.4), UnevenLight(0.25), Noise(9, salt=0.0006), Blur(0.8), Jpeg(60))
    base, *rest = (
        (
            (state, f"{dpi} dpi", f"{skew:+.0f}°"),
            (Skew(skew), Rescale(dpi / 300), *(dirt if state == "dirty" else ())),
        )
        for state, dpi, skew in product(STATES, DPIS, SKEWS)
    )
    chosen = range(len(rest)) if others is None else range(seed * others, (seed + 1) * others)
    return [base, *(rest[i % len(rest)] for i in chosen)]


def run(task: Task) -> Result:
    """Paint, wear, read and score one page."""
    from ocrfix.model.as_json import to_json
    from ocrfix.pipeline import read_page
    from ocrfix.settings import Settings

    image, truth = paint(random_page(task.seed, task.script))
    image, truth = degrade(image, truth, task.wear, seed=task.seed)
    name = f"page-{task.seed}"
    page = read_page(scan_of(image, name), Settings(), lambda _: None)
    if task.keep:
        image.save(task.keep / f"{name}.png")
        written = json.dumps(truth, ensure_ascii=False)
        for suffix, text in ((".truth.json", written), (".json", to_json(page))):
            (task.keep / f"{name}{suffix}").write_text(text, "utf-8")
    score, order = score_of(page, truth), order_of(page, truth)
    return Result(task, score.article_cer, score.headline_acc, score.para_f1, score.furniture, order)


def summary(results: Sequence[Result]) -> str:
    """Median and 95th percentile of article_cer, means of the rest."""
    errors = [result.article_cer for result in results]
    return (
        f"{len(results):4} pages: article_cer median {median(errors):.4f}, "
        f"95th percentile {np.percentile(errors, 95):.4f}; "
        f"headline_acc {mean(r.headline_acc for r in results):.4f}; "
        f"para_f1 {mean(r.para_f1 for r in results):.4f}; "
        f"block_order {mean(r.block_order for r in results):.4f}"
    )


def by_script(results: Sequence[Result]) -> None:
    for script in sorted({result.task.script for result in results}):
        print(f"{script:8}", summary([r for r in results if r.task.script == script]))
    print(f"{'all':8}", summary(results))


def by_condition(results: Sequence[Result]) -> None:
    """How far headline_acc falls under each condition, and under all that share a part of it."""
    base = results[0].task.condition
    at_base = {r.task.seed: r.headline_acc for r in results if r.task.condition == base}
    worn = [r for r in results if r.task.condition != base]
    print(f"{len(at_base)} pages, {' '.join(base)}: headline_acc {mean(at_base.values()):.4f}")
    whole = dict.fromkeys(" ".join(r.task.condition) for r in worn)
    parts = dict.fromkeys(part for r in worn for part in r.task.condition)
    for name in [*whole, *parts, "all others"]:
        of = [r for r in worn if name in (" ".join(r.task.condition), *r.task.condition, "all others")]
        now, fall = mean(r.headline_acc for r in of), mean(at_base[r.task.seed] - r.headline_acc for r in of)
        print(f"{name:22} {len(of):4} pages: headline_acc {now:.4f} fall {fall:+.4f}")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--first-seed", type=int, default=20_000)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--keep", type=Path, help="a folder for pages, truths and results")
    parser.add_argument("--robust", action="store_true")
    parser.add_argument("--others", type=int, help="with --robust: so many other conditions a page, not all")
    wishes = parser.parse_args()
    if wishes.keep:
        wishes.keep.mkdir(parents=True, exist_ok=True)
    tasks = []
    for seed in range(wishes.first_seed, wishes.first_seed + wishes.pages):
        script = SCRIPTS[seed % len(SCRIPTS)]
        if wishes.robust:
            tasks += [Task(seed, script, wear, name) for name, wear in conditions(seed, wishes.others)]
        else:
            tasks.append(Task(seed, script, light_wear(seed), keep=wishes.keep))
    with ProcessPoolExecutor(wishes.jobs, mp_context=get_context("spawn")) as pool:
        results = []
        for result in pool.map(run, tasks):
            results.append(result)
            task, furniture = result.task, "-" if result.furniture is None else f"{result.furniture:.3f}"
            condition = " ".join(task.condition)
            print(
                f"{task.seed} {task.script:8} {condition:22} article_cer {result.article_cer:.4f} "
                f"headline_acc {result.headline_acc:.3f} para_f1 {result.para_f1:.3f} furniture {furniture} "
                f"block_order {result.block_order:.3f}",
                flush=True,
            )
    (by_condition if wishes.robust else by_script)(results)


if __name__ == "__main__":
    main()
