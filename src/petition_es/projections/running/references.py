"""How another process finds a projection: by its module, or by the file that it was read from."""

import sys
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any, cast

from petition_es.projections.kit.loading import load
from petition_es.projections.kit.projection import Projection


@dataclass(frozen=True)
class Reference:
    """Where the class of a projection stands."""

    module: str
    name: str
    file: str | None

    @classmethod
    def to(cls, projection: type[Projection]) -> "Reference":
        """Say where a projection stands."""
        module, name = projection.__module__, projection.__qualname__
        return cls(module, name, getattr(sys.modules.get(module), "__file__", None))

    @property
    def leads_there(self) -> bool:
        """Tell whether another process can find it: not in a notebook, nor within a function."""
        return self.module != "__main__" and "<locals>" not in self.name

    def found(self) -> type[Projection]:
        """Read the class."""
        found: Any = self._module()
        for name in self.name.split("."):
            found = getattr(found, name)
        return cast("type[Projection]", found)

    def _module(self) -> ModuleType:
        if self.module in sys.modules:
            return sys.modules[self.module]
        if self.file is not None and find_spec(self.module) is None:
            return load(Path(self.file))
        return import_module(self.module)
