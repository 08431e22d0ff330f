"""Copies: whether what an office says was said before."""
