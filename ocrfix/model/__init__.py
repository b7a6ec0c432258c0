"""The page, its articles and its edits: frozen values that every stage takes and gives."""
