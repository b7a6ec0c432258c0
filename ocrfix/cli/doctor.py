"""`ocrfix doctor`: what is installed, what is missing and how to get it."""

import json
import os
import platform
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated

import typer

from ocrfix import __version__
from ocrfix.errors import SetupError

_PACKAGES = (
    "filelock",
    "fonttools",
    "jieba",
    "jinja2",
    "lxml",
    "numpy",
    "onnxruntime",
    "opencc",
    "opencv-python-headless",
    "pikepdf",
    "Pillow",
    "platformdirs",
    "psutil",
    "pypdfium2",
    "pytesseract",
    "rapidfuzz",
    "rapidocr",
    "rich",
    "typer",
)
_TESSERACT_LANGUAGES = ("chi_sim", "chi_sim_vert", "chi_tra", "chi_tra_vert", "eng")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing looked at. `needed` tells what ocrfix cannot do without from what only some options need."""

    name: str
    found: str
    good: bool = True
    needed: bool = True
    advice: str | None = None


def doctor(as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False) -> None:
    """Look at the installation and say what is missing. Exit 3 where ocrfix cannot work."""
    findings = [_ocrfix(), *map(_package, _PACKAGES), _opencv(), _models(), *_tesseract(), _machine()]
    missing = [finding for finding in findings if finding.needed and not finding.good]
    if as_json:
        rows = [asdict(finding) for finding in findings]
        print(json.dumps({"ready": not missing, "findings": rows}, ensure_ascii=False))
    else:
        for finding in findings:
            _print_finding(finding)
    if missing:
        names = ", ".join(finding.name for finding in missing)
        raise SetupError(f"missing: {names}", "; ".join(dict.fromkeys(f.advice or "" for f in missing)))
    if not as_json:
        print("Ready.")


def _ocrfix() -> Finding:
    return Finding(name="ocrfix", found=f"{__version__}, Python {platform.python_version()}")


def _package(name: str) -> Finding:
    from importlib import metadata

    advice = f"pip install {name}"
    try:
        version = metadata.version(name)
    except metadata.PackageNotFoundError:
        return Finding(name=name, found="missing", good=False, advice=advice)
    return Finding(name=name, found=version)


def _opencv() -> Finding:
    """Two packages that both hold `cv2` overwrite each other's files; the one with windows needs libGL."""
    repair = "pip uninstall opencv-python opencv-python-headless, then pip install opencv-python-headless"
    try:
        import cv2
    except ImportError as error:
        return Finding(name="cv2", found=f"does not load: {error}", good=False, advice=repair)
    if any(_package(name).good for name in ("opencv-python", "opencv-contrib-python")):
        return Finding(name="cv2", found="installed twice", good=False, needed=False, advice=repair)
    return Finding(name="cv2", found=f"loads, {cv2.__version__}")


def _models() -> Finding:
    """The models lie inside the rapidocr package; nothing is downloaded."""
    from importlib.util import find_spec

    spec = find_spec("rapidocr")
    folder = Path(spec.origin).parent / "models" if spec and spec.origin else None
    files = sorted(path.name for path in folder.glob("*.onnx")) if folder else []
    complete = all(any(part in name for name in files) for part in ("_det_", "_rec_"))
    return Finding(
        name="models",
        found=f"{', '.join(files) or 'none'} in {folder}" if folder else "none",
        good=complete,
        advice=None if complete else "pip install --force-reinstall rapidocr",
    )


def _tesseract() -> list[Finding]:
    from ocrfix.ocr.tesseract import find_tesseract, package_of

    install = find_tesseract()
    if install.version is None:
        advice = "apt install tesseract-ocr (only --engine tesseract and both need it)"
        return [Finding(name="tesseract", found="missing", good=False, needed=False, advice=advice)]
    missing = [language for language in _TESSERACT_LANGUAGES if language not in install.languages]
    packages = " ".join(map(package_of, missing))
    languages = Finding(
        name="tesseract languages",
        found=", ".join(install.languages) or "none",
        good=not missing,
        needed=False,
        advice=f"apt install {packages} (only to read those with Tesseract)" if missing else None,
    )
    return [Finding(name="tesseract", found=install.version), languages]


def _machine() -> Finding:
    memory = "memory unknown"
    if hasattr(os, "sysconf"):
        memory = f"{os.sysconf('SC_PHYS_PAGES') * os.sysconf('SC_PAGE_SIZE') / 2**30:.1f} GB of memory"
    return Finding(name="machine", found=f"{os.cpu_count()} cores, {memory}")


def _print_finding(finding: Finding) -> None:
    mark = "ok" if finding.good else "MISSING" if finding.needed else "note"
    print(f"{mark:8}{finding.name:24}{finding.found}")
    if finding.advice:
        print(f"{'':32}{finding.advice}")
