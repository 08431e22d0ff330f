"""The analyst's kit: what a projection is, and how it is folded in memory."""
