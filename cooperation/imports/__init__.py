"""Ledgers that offices keep in spreadsheets: previewed, matched, filed, and taken back as a whole (docs/domain.md)."""
