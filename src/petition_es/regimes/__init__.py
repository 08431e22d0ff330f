"""The regimes (规则): the law as data files, read, checked and put together."""

from petition_es.regimes.loading import load_law, read_regimes, shipped_files

__all__ = ["load_law", "read_regimes", "shipped_files"]
