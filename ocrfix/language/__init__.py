"""What languages know: scripts, words, which characters follow each other and which look alike."""
