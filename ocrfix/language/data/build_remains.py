"""Builds zh_remains.npz beside this file: which characters the remains of a broken one may be read as.

    apt install fonts-noto-cjk
    python ocrfix/language/data/build_remains.py

Characters in common use (the first level of GB 2312) are drawn in Noto Serif CJK and Noto Sans CJK (SIL Open
Font License 1.1). A character, drawn to fill a square, is compared with others and with their left, right,
upper and lower parts, each drawn to fill the same square; pairs that are nearly the same picture are kept.
The same fonts give the same bytes.
"""

from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

from ocrfix.language.remains import packed

FACES = (
    "/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc",
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc",
)
SIMPLIFIED = 2
SIZE_PX, FILLED_PX = 64, 24
WHOLE, PART = 0.74, 0.86
SHARES = (0.3, 0.36, 0.42, 0.5, 0.58, 0.64)
Picture = npt.NDArray[np.float32]


def common() -> list[str]:
    """The first level of GB 2312, 3,755 characters."""
    rows = (bytes((a, b)).decode("gb2312", "ignore") for a in range(0xB0, 0xD8) for b in range(0xA1, 0xFF))
    return [char for char in rows if len(char) == 1]


def drawn(char: str, font: ImageFont.FreeTypeFont) -> Picture:
    image = Image.new("L", (SIZE_PX, SIZE_PX), 0)
    ImageDraw.Draw(image).text((SIZE_PX / 2, SIZE_PX / 2), char, fill=255, font=font, anchor="mm")
    return np.asarray(image, np.float32)


def filled(picture: Picture) -> Picture | None:
    """The ink drawn to fill a square, blurred, less its mean, of length 1; None where there is little."""
    rows, columns = np.flatnonzero(picture.max(axis=1) > 96), np.flatnonzero(picture.max(axis=0) > 96)
    if len(rows) < SIZE_PX / 5 or len(columns) < SIZE_PX / 5:
        return None
    ink = picture[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    small = cv2.GaussianBlur(
        cv2.resize(ink, (FILLED_PX, FILLED_PX), interpolation=cv2.INTER_AREA), (0, 0), 1.2
    )
    flat = small.ravel() - small.mean()
    return np.asarray(flat / np.linalg.norm(flat), np.float32)


def parts(picture: Picture) -> Iterator[Picture]:
    for share in SHARES:
        at = round(share * SIZE_PX)
        yield from (picture[:, at:], picture[:, :at], picture[at:], picture[:at])


def main() -> None:
    chars = common()
    best: dict[tuple[str, str], float] = {}
    for face in FACES:
        font = ImageFont.truetype(face, 54, index=SIMPLIFIED)
        pictures = [drawn(char, font) for char in chars]
        blank = np.zeros(FILLED_PX**2, np.float32)
        wholes = np.array([blank if (whole := filled(picture)) is None else whole for picture in pictures])
        for printed, picture in zip(chars, pictures, strict=True):
            whole = filled(picture)
            shapes = [(whole, WHOLE)] if whole is not None else []
            shapes += [(shape, PART) for part in parts(picture) if (shape := filled(part)) is not None]
            if not shapes:
                continue
            alike = wholes @ np.array([shape for shape, _ in shapes], np.float32).T
            for row, column in zip(*np.nonzero(alike > [least for _, least in shapes]), strict=True):
                pair = (chars[row], printed)
                if chars[row] != printed:
                    best[pair] = max(best.get(pair, 0.0), float(alike[row, column]))
    Path(__file__).with_name("zh_remains.npz").write_bytes(packed(best))


if __name__ == "__main__":
    main()
