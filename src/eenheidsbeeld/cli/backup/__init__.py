"""Reserve copies: `make` writes one file with everything in it, `bring_back` reads it again, also only as a proof.

A copy is a tar of the database, the files and, at its end, a manifest with the checksum of every part and the number
and a digest of the rows of every table. Secrets are not in it: who holds the copy does not hold the keys.
"""
