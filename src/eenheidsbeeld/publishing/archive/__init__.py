"""A released edition as an archive package: its files, what they are in MDTO, and checksums over everything."""
