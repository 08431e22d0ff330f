"""The rules as data (规则数据): regimes and days off, read from files, checked, put together."""

from petition_es.regimes.loading import load_law, read_regimes, shipped_files, shipped_law

__all__ = ["load_law", "read_regimes", "shipped_files", "shipped_law"]
