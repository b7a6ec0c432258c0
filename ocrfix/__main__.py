"""`python -m ocrfix` is the same as `ocrfix`."""

from ocrfix.cli.app import main

if __name__ == "__main__":
    main()
