"""The kinds of entries in a private space, which are no records: nobody but their writer's passphrase reads them."""

from typing import Final, NamedTuple

from ritualtui.strings import _


class PrivateKind(NamedTuple):
    """What people call it, one and many; one cell in front of it in a report; more words for it."""

    names: tuple[str, str]
    sign: str
    words: tuple[str, ...] = ()


PRIVATE: Final[dict[str, PrivateKind]] = {
    "journal": PrivateKind((_("Journal"), _("Journal")), "¶"),
    "reflection": PrivateKind((_("Reflection"), _("Reflections")), "§"),
    "barrier": PrivateKind((_("Barrier"), _("Barriers")), "‡"),
    "boundary": PrivateKind((_("Boundary"), _("Boundaries")), "¦"),
    "goal": PrivateKind((_("Goal"), _("Goals")), "»"),
    "draft": PrivateKind((_("Unsent draft"), _("Unsent drafts")), "„"),
}
