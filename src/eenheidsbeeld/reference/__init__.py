"""Data that ships with the product: areas, code lists, demo and word lists. Pure Python; never imports Django."""
