"""The engines by name."""

from ocrfix.ocr.engine import Engine


def engine_named(name: str) -> Engine:
    """An engine ready to read: rapid, tesseract or both. SetupError where it is not installed."""
    from ocrfix.ocr.rapid import Rapid

    if name == "rapid":
        return Rapid()
    from ocrfix.ocr.tesseract import Tesseract

    if name == "tesseract":
        return Tesseract()
    from ocrfix.ocr.consensus import Consensus

    return Consensus(Rapid(), Tesseract())
