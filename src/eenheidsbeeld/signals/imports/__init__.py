"""Spreadsheets as municipalities keep them: parsed in memory, mapped, cleaned, previewed, confirmed."""
