"""`ocrfix serve` with a reader that reads nothing, but counts the pages of a file as the real one does."""

import sys

from fake_reader import fake_reader

from ocrfix.batch import read
from ocrfix.batch.task import Counted, CountPages, Failed, Outcome, Task
from ocrfix.cli.app import main
from ocrfix.errors import OcrfixError
from ocrfix.image.scan import count_pages


def reader(task: Task) -> Outcome:
    if isinstance(task, CountPages):
        try:
            return Counted(count_pages(task.path))
        except OcrfixError as error:
            return Failed(error=error)
    return fake_reader(task)


if __name__ == "__main__":
    read.do_task = reader
    main(["serve", *sys.argv[1:]])
