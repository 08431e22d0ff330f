"""Torture of the store: everything is killed at random points, and nothing may come of it."""
