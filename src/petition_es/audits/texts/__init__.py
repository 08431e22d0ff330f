"""Texts: what the words of an answer say, judged by the words alone."""
