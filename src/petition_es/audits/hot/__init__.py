"""Hot issues (热点问题): many persons, one matter, told as one line and with its growth."""
