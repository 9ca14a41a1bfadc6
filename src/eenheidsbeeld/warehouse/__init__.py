"""Long histories as columns: counted on DuckDB here; the same Ibis expressions run elsewhere. Never sees Django."""
