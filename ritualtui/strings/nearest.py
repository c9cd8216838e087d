"""The nearest of what is known to a word that isn't: one way to find it, and one way to say it.

``difflib`` is imported only once there is such a word: it takes longer than most commands do.
"""

from collections.abc import Iterable

from ritualtui.strings import _


def nearest(word: str, known: Iterable[str], cutoff: float = 0.6) -> str:
    """The one of ``known`` that is most like ``word``; empty where none is as alike as ``cutoff``, from 0 to 1."""
    import difflib

    return next(iter(difflib.get_close_matches(word, list(known), 1, cutoff)), "")


def asked(answer: str) -> str:
    """``Did you mean …?``"""
    return _("Did you mean {answer}?").format(answer=answer)


def ending(word: str, known: Iterable[str], otherwise: str = ".") -> str:
    """The end of a sentence that says ``word`` isn't known: ``; did you mean “…”?``, else ``otherwise``."""
    near = nearest(word, known)
    return _("; did you mean “{near}”?").format(near=near) if near else otherwise
