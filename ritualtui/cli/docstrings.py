"""Help under ``python -OO``: it strips the docstrings that are the commands' help, so the source is asked for them."""

import ast
import importlib.util
import inspect
from functools import cache

import click


def restore(command: click.Command) -> None:
    """Give ``command``, and every command in it, the help that its function's docstring is in the source.

    Where there is no source to read (a program that was packed without it), the help stays empty.
    """
    if command.help is None and command.callback is not None:
        function = inspect.unwrap(command.callback)
        command.help = _docstrings(function.__module__).get(function.__name__)
    if isinstance(command, click.Group):
        for inner in command.commands.values():
            restore(inner)


@cache
def _docstrings(module: str) -> dict[str, str]:
    """The docstrings of the functions of ``module``, by their names."""
    spec = importlib.util.find_spec(module)
    source = getattr(spec.loader, "get_source", lambda _: None)(module) if spec else None
    functions = [node for node in ast.parse(source or "").body if isinstance(node, ast.FunctionDef)]
    return {node.name: text for node in functions if (text := ast.get_docstring(node))}
