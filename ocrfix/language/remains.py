"""What may be left of a broken character: which one its remains, or its worn print, may be read as."""

from collections.abc import Mapping
from functools import cache

import numpy as np

from ocrfix.language.arrays import packed_arrays, stored_arrays

_STEPS = 255


def remains_of(read: str, printed: str) -> float:
    """How well the picture of `read` fits a part, or the whole, of that of `printed`: 0 (no) to 1.

    Not the same either way round: 每 may be left of 海, but no 海 is left of 每.

    >>> remains_of("每", "海") > 0.8, remains_of("海", "每") > 0, remains_of("国", "国")
    (True, False, 1.0)
    """
    return 1.0 if read == printed else _table().get((read, printed), 0.0)


def packed(pairs: Mapping[tuple[str, str], float]) -> bytes:
    """The bytes of a file with how alike pairs (read, printed) are; the same pairs give the same bytes."""
    order = sorted(pairs)
    return packed_arrays(
        {
            "read": np.array([ord(read) for read, _ in order], np.uint16),
            "printed": np.array([ord(printed) for _, printed in order], np.uint16),
            "likeness": np.rint(np.array([pairs[pair] for pair in order]) * _STEPS).astype(np.uint8),
        }
    )


@cache
def _table() -> dict[tuple[str, str], float]:
    """Of the characters in common use; data/build_remains.py makes the file."""
    stored = stored_arrays("zh_remains.npz")
    rows = zip(*(stored[name].tolist() for name in ("read", "printed", "likeness")), strict=True)
    return {(chr(read), chr(printed)): likeness / _STEPS for read, printed, likeness in rows}
