"""The figures of the store and of its projections, each beside a peer and a limit."""
