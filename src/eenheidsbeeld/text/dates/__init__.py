"""Dates and times in Dutch texts, relative to the moment the text was written."""
