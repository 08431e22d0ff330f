"""Loading a file of the analyst's own: the projections that it defines.

Loading is running: the file may do whatever its owner may do. It is for who writes the file.
"""

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from traceback import extract_tb
from types import ModuleType

from petition_es.projections.kit.faults import (
    FileUnusable,
    NoProjectionThere,
    NoSuchFile,
    WhichProjection,
)
from petition_es.projections.kit.projection import Projection

Kind = type[Projection]


def projection_of(path: Path, name: str | None = None) -> Kind:
    """The projection of this class name that a file defines; without a name, the only one."""
    found = {each.__name__: each for each in projections_of(path)}
    if name is None and len(found) == 1:
        return next(iter(found.values()))
    if name is None or name not in found:
        raise WhichProjection(path=path, known=", ".join(found))
    return found[name]


def projections_of(path: Path) -> list[Kind]:
    """All projections that a file defines, in their order; those it imports are not among them."""
    module = load(path)
    values = vars(module).values()
    found = [each for each in values if isinstance(each, type) and issubclass(each, Projection)]
    own = [each for each in dict.fromkeys(found) if each.__module__ == module.__name__]
    if not own:
        raise NoProjectionThere(path=path)
    return own


def load(path: Path) -> ModuleType:
    """Run the file as a module of its own; what is wrong in it is told with its line."""
    path = path.resolve()
    name = f"analysis_of_{path.stem}"
    spec = spec_from_file_location(name, path) if path.suffix == ".py" else None
    if not path.is_file() or spec is None or spec.loader is None:
        raise NoSuchFile(path=path)
    module = module_from_spec(spec)
    sys.modules[name] = module  # Type hints are looked up there.
    try:
        spec.loader.exec_module(module)
    except SyntaxError as reason:
        raise FileUnusable(path=path, line=reason.lineno, reason=reason.msg) from reason
    except Exception as reason:
        said = f"{type(reason).__name__}: {reason}".rstrip(".")
        raise FileUnusable(path=path, line=line_in(path, reason), reason=said) from reason
    return module


def line_in(path: Path, reason: BaseException) -> int:
    """The last line of a file that was at work when something was raised; 0 if none was."""
    lines = [e.lineno or 0 for e in extract_tb(reason.__traceback__) if Path(e.filename) == path]
    return lines[-1] if lines else 0
