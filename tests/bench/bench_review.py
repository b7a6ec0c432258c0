"""How quick the review's screen is: `python tests/bench/bench_review.py [--lines 400] [--doubts 300]`.

Figures are the browser's own (Performance API): from the answer of the server to the first paint and to the
whole page with its text; from a key to the frame that shows what the server answered to it.
"""

import argparse
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench_paths import add_paths

add_paths()

from playwright.sync_api import sync_playwright  # noqa: E402
from review_driving import until, until_saved  # noqa: E402
from review_pages import page_of, write_page  # noqa: E402
from review_server import CHROMIUM  # noqa: E402

PAINT = """() => {
  const [{ responseStart }] = performance.getEntriesByType('navigation');
  const [paint] = performance.getEntriesByName('first-contentful-paint');
  const [whole] = performance.getEntriesByName('painted');
  return [paint.startTime - responseStart, whole.startTime - responseStart];
}"""
PAUSE_MS = 250  # an editor looks at the print before the next key
ANSWERS = "(kind) => performance.getEntriesByName(`answer:${kind}`).map(({ duration }) => duration)"
POSTS = """() => performance.getEntriesByType('resource')
  .filter(({ name }) => name.endsWith('/actions')).map(({ duration }) => duration)"""


def told(name: str, figures: list[float]) -> str:
    ordered = sorted(figures)
    worst = ordered[int(len(ordered) * 0.95)]
    return f"{name:<34}{statistics.median(ordered):8.1f}{worst:8.1f}{ordered[-1]:8.1f}{len(ordered):6}"


def measure(tab: Any, address: str, opens: int, accepts: int) -> None:
    paints: list[list[float]] = []
    for _ in range(opens):
        tab.goto(address)
        until(tab, "performance.getEntriesByName('painted').length > 0")
        paints.append(tab.evaluate(PAINT))
    print(f"{'milliseconds':<34}{'median':>8}{'95 %':>8}{'worst':>8}{'n':>6}")
    print(told("answer to first paint", [first for first, _ in paints]))
    print(told("answer to page with its text", [whole for _, whole in paints]))
    for _ in range(accepts):
        tab.keyboard.press("Enter")
        tab.wait_for_timeout(PAUSE_MS)
        until_saved(tab)
    tab.wait_for_timeout(200)
    print(told("accept: key to shown answer", tab.evaluate(ANSWERS, "accept")))
    print(told("accept: request to answer", tab.evaluate(POSTS)))
    for _ in range(20):
        tab.keyboard.press("z")
        tab.wait_for_timeout(PAUSE_MS)
        until_saved(tab)
    tab.wait_for_timeout(200)
    print(told("undo: key to shown answer", tab.evaluate(ANSWERS, "undo")))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=400)
    parser.add_argument("--doubts", type=int, default=300)
    parser.add_argument("--opens", type=int, default=10)
    parser.add_argument("--accepts", type=int, default=100)
    asked = parser.parse_args()
    edits = asked.doubts // 10
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as drivers:
        page = page_of(asked.lines, asked.doubts - edits - 1, edits)
        path = write_page(Path(folder), page)
        command = [sys.executable, "-m", "ocrfix", "review", str(path), "--no-browser"]
        server = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert server.stdout
        entrance = server.stdout.readline().strip()
        browser = drivers.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        tab = browser.new_page(viewport={"width": 1440, "height": 900})
        tab.goto(entrance)
        measure(tab, tab.url, asked.opens, asked.accepts)
        browser.close()
        server.terminate()
        server.wait()


if __name__ == "__main__":
    main()
