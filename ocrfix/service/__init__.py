"""The HTTP API of `ocrfix serve`: scans come in, jobs read them, results go out."""
