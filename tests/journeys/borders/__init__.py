"""A network at work, and beside it an account of who may read what, kept in words of its own.

`account` never asks `may_see` or the database: it hears what was done, holds the rules as people would say them, and
answers for each invented word that stands in a record who may read it. `network` does things by the real actions and
pages; `readers` look, and compare.
"""
