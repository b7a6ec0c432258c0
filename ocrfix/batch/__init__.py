"""Many pages: read by several workers, recorded in a ledger, found again."""
