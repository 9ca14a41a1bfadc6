"""Pure text work: personal data out, places, dates, near-duplicates, phenomena. No Django, no network."""
