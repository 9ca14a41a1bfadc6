"""Keeping score: what was said before the fact, held against what came of it."""
