"""`ocrfix` with a reader that reads nothing, as a process of its own: python tests/fake_batch.py batch …"""

import sys

from fake_reader import fake_reader

from ocrfix.batch import read
from ocrfix.cli.app import main

if __name__ == "__main__":
    read.do_task = fake_reader
    main(sys.argv[1:])
