"""Scoring: how far the audits agree with people who judged by reading."""
