"""Personal data out: identifiers with checksums, addresses, names; each mask says why."""
