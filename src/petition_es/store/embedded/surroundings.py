"""What a PostgreSQL program gets to see of us: next to nothing."""

import os

# Where a system such as NixOS keeps the libraries that the binaries need.
_KEPT = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")


def bare_environment() -> dict[str, str]:
    """Return an environment of our own.

    So no PG* variable bends the server, no locale that is not installed stops it, and no key that
    we were given in our environment can be read in its own.
    """
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC", **kept}
