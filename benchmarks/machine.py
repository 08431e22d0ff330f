"""What a figure was measured on."""

import os
import platform
from contextlib import suppress
from pathlib import Path


def machine() -> str:
    """What this was measured on, in one line."""
    cores = len(os.sched_getaffinity(0))
    return f"{_processor()}, {cores} cores, Python {platform.python_version()}"


def _processor() -> str:
    with suppress(OSError), Path("/proc/cpuinfo").open(encoding="utf-8") as told:
        for line in told:
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.machine()
