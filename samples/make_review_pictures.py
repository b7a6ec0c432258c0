"""Take the pictures of `ocrfix review` in the README: `python samples/make_review_pictures.py FOLDER`.

Pages of our own are painted, worn until there is something to correct, and read into FOLDER, which takes some
minutes; what is there already is not done again. It needs Chromium and the fonts of the samples.
"""

import io
import subprocess
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parent / "tests")]

import modern_daily  # noqa: E402
import vertical_tiers  # noqa: E402
from painter import Description, paint  # noqa: E402
from painter.degrade import Blur, InkSpread, Jpeg, Noise, Skew, UnevenLight, degrade  # noqa: E402
from painter.random_page import random_page  # noqa: E402
from PIL import Image  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402
from review_driving import until, until_saved  # noqa: E402
from review_server import CHROMIUM, Server  # noqa: E402

from ocrfix.review.app import create_app  # noqa: E402
from ocrfix.review.collection import shelf_at  # noqa: E402

PAGES: tuple[tuple[str, Description, float], ...] = (
    ("1997-05-02-p1", modern_daily.PAGE, 1.9),
    ("1947-03-28-p1", vertical_tiers.PAGE, 1.3),
    ("1997-05-02-p2", random_page(7, "zh-Hans"), 0.9),
    ("1997-05-02-p3", random_page(21, "zh-Hans"), 1.5),
    ("1997-05-02-p4", random_page(33, "zh-Hans"), 1.7),
    ("1997-05-02-p5", random_page(40, "zh-Hans"), 1.2),
)
WORST = "1997-05-02-p4"
BEFORE, AFTER = "住", "往"
SHOWN_ITEM = 88


def read_pages(folder: Path) -> Path:
    scans = folder / "scans"
    scans.mkdir(parents=True, exist_ok=True)
    for seed, (name, description, blur_px) in enumerate(PAGES, 1):
        path = scans / f"{name}.jpg"
        if path.exists():
            continue
        image, truth = paint(description)
        light = (InkSpread(0.3), Skew(0.5), Blur(blur_px), UnevenLight(0.16))
        image, _ = degrade(image, truth, [*light, Noise(8.0, salt=0.001), Jpeg(45)], seed)
        image.save(path, quality=60, dpi=(200, 200))
    collection = folder / "collection"
    command = [sys.executable, "-m", "ocrfix", "batch", str(scans), "-o", str(collection), "--jobs", "1"]
    subprocess.run(command, check=True)  # noqa: S603
    return collection


def save(tab: Any, name: str) -> None:
    picture = Image.open(io.BytesIO(tab.screenshot())).convert("RGB")
    picture.save(HERE / f"review_{name}.jpg", quality=80, optimize=True)


def take_pictures(tab: Any, server: Server) -> None:
    tab.goto(server.entrance)
    tab.wait_for_selector(f"[data-page] >> text={WORST}")
    until(tab, "[...document.images].every((it) => it.complete)")
    save(tab, "desk")
    tab.click(f"[data-page] >> text={WORST}")
    tab.wait_for_selector("#item [data-do=accept]")
    tab.fill("#author", "Lin")
    tab.keyboard.press("Enter")
    for _ in range(SHOWN_ITEM - 1):
        tab.keyboard.press("Enter")
    until_saved(tab)
    tab.keyboard.press("f")
    tab.wait_for_timeout(3000)
    save(tab, "page")
    tab.goto(f"{server.address}/same?before={BEFORE}&after={AFTER}")
    tab.wait_for_selector("[data-place]")
    until(tab, "[...document.images].every((it) => it.complete)")
    save(tab, "same")


def main() -> None:
    collection = read_pages(Path(sys.argv[1]))
    (collection / "review.sqlite").unlink(missing_ok=True)
    server = Server(create_app(shelf_at(collection, None)))
    with sync_playwright() as drivers:
        browser = drivers.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        take_pictures(browser.new_page(viewport={"width": 1440, "height": 900}, locale="en"), server)
        browser.close()
    server.stop()


if __name__ == "__main__":
    main()
