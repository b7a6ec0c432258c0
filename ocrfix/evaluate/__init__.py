"""How good a result is, measured against a truth."""
