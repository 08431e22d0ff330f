"""Estimates (预计): what like petitions took, published day by day and kept as it was."""

from petition_es.projections.estimates.editions import Edition, editions
from petition_es.projections.estimates.publishing import Publisher
from petition_es.projections.estimates.reading import PublishedEstimates

__all__ = ["Edition", "PublishedEstimates", "Publisher", "editions"]
