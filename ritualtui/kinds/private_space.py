"""The kinds of entries in a private space, which are no records: nobody but their writer's passphrase reads them."""

from typing import Final, NamedTuple


class PrivateKind(NamedTuple):
    """What people call it, one and many; one cell in front of it in a report; more words for it."""

    names: tuple[str, str]
    sign: str
    words: tuple[str, ...] = ()


PRIVATE: Final[dict[str, PrivateKind]] = {
    "journal": PrivateKind(("Journal", "Journal"), "¶"),
    "reflection": PrivateKind(("Reflection", "Reflections"), "§"),
    "barrier": PrivateKind(("Barrier", "Barriers"), "‡"),
    "boundary": PrivateKind(("Boundary", "Boundaries"), "¦"),
    "goal": PrivateKind(("Goal", "Goals"), "»"),
    "draft": PrivateKind(("Unsent draft", "Unsent drafts"), "„"),
}
