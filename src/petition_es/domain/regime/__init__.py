"""The law as data: regimes, day counting and clocks, all of it pure."""
