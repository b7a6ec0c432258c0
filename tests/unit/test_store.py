"""A result stands under its name whole or not at all."""

import errno
import os

import pytest

from ocrfix.errors import OutputError
from ocrfix.store import output_path, prepare_folder, write_atomically


def failing_with(error: BaseException):
    def fail(*_: object) -> None:
        raise error

    return fail


def test_a_file_holds_what_was_written_and_nothing_lies_beside_it(tmp_path):
    path = tmp_path / "page.json"
    write_atomically(path, b"old")
    write_atomically(path, b"new")
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("stopped", [KeyboardInterrupt(), OSError(errno.ENOSPC, "No space left on device")])
def test_a_write_that_is_stopped_leaves_the_old_file_and_no_other(tmp_path, monkeypatch, stopped):
    path = tmp_path / "page.json"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", failing_with(stopped))
    with pytest.raises((KeyboardInterrupt, OutputError)):
        write_atomically(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("number", "hint"),
    [
        (errno.ENOSPC, "disk is full"),
        (errno.EROFS, "read-only"),
        (errno.EACCES, "may not write"),
        (errno.EIO, "-o"),
    ],
)
def test_the_error_names_the_path_and_says_what_to_do(tmp_path, monkeypatch, number, hint):
    monkeypatch.setattr(os, "fsync", failing_with(OSError(number, os.strerror(number))))
    with pytest.raises(OutputError) as caught:
        write_atomically(tmp_path / "page.json", b"x")
    assert str(tmp_path / "page.json") in caught.value.message
    assert hint in caught.value.hint


def test_a_folder_is_made_with_its_parents(tmp_path):
    prepare_folder(tmp_path / "a" / "b")
    assert list((tmp_path / "a" / "b").iterdir()) == []


def test_a_folder_that_is_a_file_is_refused(tmp_path):
    (tmp_path / "out").write_text("in the way")
    with pytest.raises(OutputError, match="out"):
        prepare_folder(tmp_path / "out")


@pytest.mark.parametrize("name", ["../../x", "/etc/passwd", "..", "", "a\\b", "a\0b", "報\n紙"])
def test_no_name_leads_out_of_the_folder(tmp_path, name):
    path = output_path(tmp_path, name, ".json")
    assert path.parent == tmp_path
    assert path.resolve().parent == tmp_path.resolve()
    write_atomically(path, b"{}")
