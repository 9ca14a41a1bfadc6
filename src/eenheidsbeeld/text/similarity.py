"""The same text, the same report, the same event: the door to sketches, relations and grouping.

A web application keeps `signature(findings)` with each text, finds candidates with one indexed query on
the band keys, and compares with `relation`; a stream or the command line uses `Index`.
"""

from eenheidsbeeld.text.grouping import Index
from eenheidsbeeld.text.relations import Relation, comparable, relation, signature
from eenheidsbeeld.text.sketches import Comparable, Signature

__all__ = ["Comparable", "Index", "Relation", "Signature", "comparable", "relation", "signature"]
