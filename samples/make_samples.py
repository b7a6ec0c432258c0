"""Paint the sample pages, worn like scans, with their truth beside them: `python samples/make_samples.py`."""

import json
import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE), str(HERE.parent), str(HERE.parent / "tests")]

import english_six_columns  # noqa: E402
import modern_daily  # noqa: E402
import vertical_tiers  # noqa: E402
from painter import Description, paint  # noqa: E402
from painter.degrade import BleedThrough, Blur, InkSpread, Jpeg, Noise, Skew, UnevenLight, degrade  # noqa: E402
from PIL import Image  # noqa: E402


def make(name: str, page: Description, behind: Image.Image, skew_deg: float, seed: int) -> None:
    image, truth = paint(page)
    wear = [
        InkSpread(0.15),
        BleedThrough(behind, 0.07),
        Skew(skew_deg),
        Blur(0.7),
        UnevenLight(0.14),
        Noise(5.0, salt=0.0004),
        Jpeg(60),
    ]
    image, truth = degrade(image, truth, wear, seed)
    image.save(HERE / f"{name}.jpg", quality=60, dpi=(200, 200))
    text = json.dumps(truth, ensure_ascii=False, indent=1)
    (HERE / f"{name}.truth.json").write_text(text + "\n", encoding="utf-8")


def main() -> None:
    pages = (
        ("modern_daily", modern_daily.PAGE, 0.6),
        ("vertical_tiers", vertical_tiers.PAGE, -0.4),
        ("english_six_columns", english_six_columns.PAGE, 0.8),
    )
    for seed, (name, page, skew_deg) in enumerate(pages, start=1):
        make(name, page, paint(page)[0], skew_deg, seed)


if __name__ == "__main__":
    main()
