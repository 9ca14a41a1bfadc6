"""Which phenomena a text may be about: explainable rules, joined with a small model once it has learned."""
