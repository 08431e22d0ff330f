"""Events in, events out: where the log is kept."""
