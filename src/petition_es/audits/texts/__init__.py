"""Texts as the audits compare them: without a dictionary, and without asking anybody."""
