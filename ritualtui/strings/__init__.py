"""What people read, in their language: ``_("…")`` for a text, ``ngettext`` for a count, ``read_content`` for pages.

English stands in the source, so that it costs nothing: no catalogue is looked for, no file is read. Another language
is a folder with a catalogue of gettext (``LC_MESSAGES/ritualtui.mo``) and the files of ``content/en`` in that language;
what it lacks is shown in English. It is chosen by ``RITUALTUI_LANGUAGE``, else as every program does by ``LANGUAGE``,
``LC_ALL``, ``LC_MESSAGES`` and ``LANG``. Folders of languages are ``ritualtui/content`` and, for somebody who is
translating, the one that ``RITUALTUI_LANGUAGES`` names.

A text is a whole sentence with names in it, never put together from pieces: ``_("{partner} keeps it.").format(…)``.
The values go in after the translation, so a literal with values in it (an f-string) can't be looked up.
"""

import os
from collections.abc import Iterator
from typing import Final

DOMAIN: Final = "ritualtui"
"""The name of a catalogue: ``ritualtui.po``, ``ritualtui.mo``."""
SOURCE: Final = "en"
"""The language of the source, and of the content that another language may lack."""
_CHOSEN_BY: Final = ("RITUALTUI_LANGUAGE", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")


def folders() -> list[str]:
    """Where languages are looked for, a folder each within."""
    own = os.environ.get("RITUALTUI_LANGUAGES")
    return [*([own] if own else []), os.path.join(os.path.dirname(os.path.dirname(__file__)), "content")]


def _wanted() -> Iterator[str]:
    """The languages asked for, best first, as ``pt_BR`` and then ``pt``; none from English on."""
    chosen = next((value for name in _CHOSEN_BY if (value := os.environ.get(name))), "")
    for one in chosen.split(":"):
        name = one.partition(".")[0].partition("@")[0].replace("-", "_")
        language, _region, region = name.partition("_")
        if name in ("C", "POSIX", SOURCE) or not name.replace("_", "").isalnum():
            return
        yield name
        if language == SOURCE:
            return
        if region:
            yield language


def _found() -> str:
    """The folder of the language to speak; empty for English, or where there is none of those asked for."""
    for name in _wanted():
        for folder in folders():
            if os.path.isdir(path := os.path.join(folder, name)):
                return path
    return ""


FOLDER: Final = _found()
"""The folder of the language that is spoken; empty for English."""
LANGUAGE: Final = os.path.basename(FOLDER) or SOURCE
"""Its name, as ``pt_BR``."""


if FOLDER and os.path.exists(_catalogue := os.path.join(FOLDER, "LC_MESSAGES", f"{DOMAIN}.mo")):
    import gettext

    with open(_catalogue, "rb") as _file:
        _spoken = gettext.GNUTranslations(_file)
    _ = _spoken.gettext
    ngettext = _spoken.ngettext
    pgettext = _spoken.pgettext
else:

    def _(message: str) -> str:
        """``message`` in the language that is spoken."""
        return message

    def ngettext(msgid1: str, msgid2: str, n: int) -> str:
        """The form of a text for ``n`` of what it counts: for one, or for none and many; other languages have more."""
        return msgid1 if n == 1 else msgid2

    def pgettext(context: str, message: str) -> str:
        """``message`` where one English text is several in another language: ``context`` says which."""
        return message


def as_sentence(text: str) -> str:
    """``text`` with a capital in front; what comes behind stays as it is."""
    return text[:1].upper() + text[1:]


def read_content(name: str) -> str:
    """A text of ``content/`` in the language that is spoken, else in English: ``rituals.toml``, ``pages/bids.md``."""
    places = [*([FOLDER] if FOLDER else []), os.path.join(folders()[-1], SOURCE)]
    path = next(each for place in places if os.path.exists(each := os.path.join(place, *name.split("/"))))
    with open(path, encoding="utf-8") as file:
        return file.read()
