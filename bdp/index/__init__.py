"""Generations of the derived data under search_index/: building beside, publishing, reading, watching."""
