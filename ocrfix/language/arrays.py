"""Arrays as the bytes of a file, and those that come with ocrfix."""

import io
from importlib.resources import as_file, files
from typing import Any

import numpy as np
import numpy.typing as npt

Arrays = dict[str, npt.NDArray[Any]]


def packed_arrays(arrays: Arrays) -> bytes:
    """The bytes of an archive; the same arrays give the same bytes."""
    file = io.BytesIO()
    np.savez_compressed(file, allow_pickle=False, **arrays)
    return file.getvalue()


def stored_arrays(name: str) -> Arrays:
    """The arrays of an archive in language/data.

    >>> sorted(stored_arrays("zh_words.npz"))
    ['frequencies', 'schema', 'steps']
    """
    with (
        as_file(files("ocrfix.language").joinpath("data", name)) as path,
        np.load(path, allow_pickle=False) as stored,
    ):
        return {key: stored[key] for key in stored.files}
