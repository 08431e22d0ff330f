"""petition_es: every petition followed, event by event, from filing to settlement."""

__version__ = "0.1.0.dev0"
