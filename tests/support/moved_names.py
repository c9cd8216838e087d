"""A process of its own in which Textual has moved names: what leans on them finds them gone, and Textual goes on.

``python moved_names.py NAME,NAME SCRIPT.py ARG...`` runs a script so; without a script, the command with these
arguments. A name of a module moves, too.
"""

import re
import runpy
import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from importlib.util import spec_from_file_location
from types import CodeType, ModuleType

MOVED = "_moved"


def install(names: Sequence[str]) -> None:
    """From now on Textual is loaded with each of ``names`` called otherwise, wherever Textual itself uses it."""
    found = re.compile(rf"\b({'|'.join(map(re.escape, names))})\b")

    class Elsewhere(SourceFileLoader):
        def get_code(self, fullname: str) -> CodeType:
            path = self.get_filename(fullname)
            text = found.sub(rf"\1{MOVED}", self.get_data(path).decode())
            # A module of Python's stays where it is, under another name.
            text = re.sub(rf"^import (\w+){MOVED}$", rf"import \1 as \1{MOVED}", text, flags=re.MULTILINE)
            return compile(text, path, "exec", dont_inherit=True)

    class Finder(MetaPathFinder):
        def find_spec(
            self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
        ) -> ModuleSpec | None:
            package, _, last = fullname.rpartition(".")
            if fullname.split(".")[0] != "textual":
                return None
            if last in names:
                raise ModuleNotFoundError(f"No module named {fullname!r}", name=fullname)
            usual = PathFinder.find_spec(f"{package}.{last.removesuffix(MOVED)}".strip("."), path)
            if usual is None or usual.origin is None or not isinstance(usual.loader, SourceFileLoader):
                return usual
            inside = usual.submodule_search_locations
            loader = Elsewhere(fullname, usual.origin)
            return spec_from_file_location(fullname, usual.origin, loader=loader, submodule_search_locations=inside)

    sys.meta_path.insert(0, Finder())


if __name__ == "__main__":
    install(sys.argv[1].split(","))
    del sys.argv[1]
    if sys.argv[1:] and sys.argv[1].endswith(".py"):
        del sys.argv[0]
        runpy.run_path(sys.argv[0], run_name="__main__")
    else:
        from ritualtui.__main__ import main

        main()
