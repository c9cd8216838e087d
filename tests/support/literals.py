"""Literals in the code that people would read, and that are not looked up in a catalogue."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

LOOKED_UP = {"_", "ngettext", "pgettext"}
WORDS = re.compile(
    r"[A-Za-z’']{2,}[,:;]? [a-zA-Z“]|[A-Z][a-z]+.*[.…?!:]|^[A-Z][a-z]+ |\{\}[’s”]*[,:;]? [a-z]{2,}|[a-z]{3,} \{\}"
)
CODE = re.compile(
    r" ?<\w+|</|\{ |height:|[\w.]+:[\w.]+$|[#.]|ritualtui |\\[dwsb]|\(\?|\.\*|\[\^|.*\||.*,\.\*|.*\(\?|\w+\(|%\(\w+\)s"
    r"|import "
)
"""Style sheets, patterns, markup, names of code."""
TAKE_CODE = {
    "compile", "fullmatch", "match", "search", "sub", "query", "query_one", "startswith", "endswith", "removeprefix",
    "removesuffix", "partition", "rpartition", "split", "encode", "getattr", "cast", "strptime", "Meta", "lacking",
    "note", "need", "find_spec", "import_module", "add_class", "set_class", "KeyError", "ValueError", "TypeError",
    "AssertionError", "RuntimeError", "NotImplementedError", "LookupError", "EOFError", "AttributeError", "derive",
    "run_worker",
}  # fmt: skip
"""What is called with patterns, names and selectors, and errors that no person is shown."""
OF_CODE = re.compile(r"CSS|AUTO_FOCUS|COMPONENT")
READ = {"help", "tooltip", "prompt", "placeholder", "short_help", "epilog"}
"""Arguments that people read, however short."""


def unlooked(path: Path) -> Iterator[tuple[int, str]]:
    """The line and the text of each literal in the file that people would read and that stands outside ``_()``."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    above = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    for node in ast.walk(tree):
        is_text = isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))
        if is_text and (text := _text(node)) and _is_read(node, text, above):
            yield node.lineno, text


def _text(node: ast.JoinedStr | ast.Constant) -> str:
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    return "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in parts)


def _is_read(node: ast.AST, text: str, above: dict[ast.AST, ast.AST]) -> bool:
    first, read = node, False
    while (parent := above.get(node)) is not None:
        match parent:
            case ast.Expr() if node is first:
                return False  # a docstring
            case ast.JoinedStr() | ast.FormattedValue() | ast.Compare() | ast.Assert() | ast.MatchValue():
                return False  # a part of another literal, a value that is compared
            case ast.Call(func=func):
                name = func.id if isinstance(func, ast.Name) else func.attr if isinstance(func, ast.Attribute) else ""
                if name in LOOKED_UP or (name in TAKE_CODE and node is not func):
                    return False
                read |= node is first and name.endswith("Error")
                if name == "Binding" and node is first:
                    return parent.args.index(node) == 2  # type: ignore[arg-type]
            case ast.keyword(arg=name) if node is first:
                read |= name in READ and bool(re.search("[a-z]{2}", text))
            case ast.Dict() if node in parent.keys:
                return False
            case ast.Subscript() if node is parent.slice:
                return False
            case ast.AnnAssign(annotation=annotation) if node is annotation:
                return False
            case ast.FunctionDef(returns=returns) if node is returns:
                return False
            case ast.arg():
                return False
            case ast.Assign() | ast.AnnAssign():
                targets = parent.targets if isinstance(parent, ast.Assign) else [parent.target]
                if any(isinstance(each, ast.Name) and OF_CODE.search(each.id) for each in targets):
                    return False
        node = parent
    said = text.replace("{}", "")
    return bool(re.search("[A-Za-z]{2}", said)) and (read or (bool(WORDS.search(text)) and not CODE.match(text)))
