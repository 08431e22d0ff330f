"""The rules that an office counts by (规则): its calendar, and how limits run."""
