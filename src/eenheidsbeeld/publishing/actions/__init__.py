"""Writes to editions: making and editing (`edit`), agreement (`agree`), release and after (`release`),
the end of a content (`destroy`)."""
