"""The free fonts the painter uses, found at the places where Debian puts them."""

from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

_NOTO = "/usr/share/fonts/opentype/noto/"
_URW = "/usr/share/fonts/opentype/urw-base35/"
_ARPHIC = "/usr/share/fonts/truetype/arphic/"

_CHINESE = {
    "song": _NOTO + "NotoSerifCJK-Regular.ttc",
    "song_bold": _NOTO + "NotoSerifCJK-Bold.ttc",
    "hei": _NOTO + "NotoSansCJK-Regular.ttc",
    "hei_bold": _NOTO + "NotoSansCJK-Bold.ttc",
}
_KAI = _ARPHIC + "ukai.ttc"
_LATIN = {
    "song": _URW + "NimbusRoman-Regular.otf",
    "song_bold": _URW + "NimbusRoman-Bold.otf",
    "hei": _URW + "NimbusSans-Regular.otf",
    "hei_bold": _URW + "NimbusSans-Bold.otf",
    "kai": _URW + "NimbusRoman-Italic.otf",
}
_FACE_IN_COLLECTION = {"zh-Hans": 2, "zh-Hant": 3}

CJK_PACKAGE = "fonts-noto-cjk"
LATIN_PACKAGE = "fonts-urw-base35"


def missing_package(script: str) -> str | None:
    """Name of the Debian package that the script still needs on this machine, or None."""
    needed, package = (_LATIN, LATIN_PACKAGE) if script == "en" else (_CHINESE, CJK_PACKAGE)
    return None if all(Path(path).exists() for path in needed.values()) else package


@lru_cache(maxsize=256)
def font(script: str, face: str, size_px: float) -> ImageFont.FreeTypeFont:
    """The face at the size. Without fonts-arphic-ukai, "kai" is set in Noto Sans."""
    if script == "en":
        return ImageFont.truetype(_LATIN[face], size_px, layout_engine=ImageFont.Layout.BASIC)
    if face == "kai" and Path(_KAI).exists():
        return ImageFont.truetype(_KAI, size_px, index=0, layout_engine=ImageFont.Layout.BASIC)
    path = _CHINESE.get(face, _CHINESE["hei"])
    index = _FACE_IN_COLLECTION[script]
    return ImageFont.truetype(path, size_px, index=index, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=65536)
def advance(script: str, face: str, size_px: float, text: str) -> float:
    """Width of the text in pixels."""
    return font(script, face, size_px).getlength(text)
