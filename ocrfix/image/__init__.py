"""From a file to upright, evenly lit pixels, with a map back to the scan."""
