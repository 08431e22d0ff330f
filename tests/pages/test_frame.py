"""What every page has: one language, one title, a way to the other language, and no inline code."""
