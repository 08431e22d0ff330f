"""The life of a petition: pure rules, no clock, no input or output."""
