"""The read side: what can be told from the events alone."""
