"""The command line: `petition-es`."""

import sys

from petition_es.cli.app import run


def main() -> None:
    """Run one command; a refusal or a fault is one line on standard error, and not code 0."""
    sys.exit(run(sys.argv[1:]))
