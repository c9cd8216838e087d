"""The pages of the screen for two computers: a row each, with what it says, asks for and offers.

A page that isn't in ``PAGES`` doesn't exist; a new one is a row here and, where it acts, a method of the screen.
"""

from typing import Final, NamedTuple

from ritualtui.strings import _


class Page(NamedTuple):
    """One page. ``about`` may have the gaps {addresses}, {place}, {names} and {folder}.

    ``title``: its heading; without one the screen's own is enough.
    ``alone``: what it says instead to somebody who is alone with the log.
    ``asks``: the page has a field; ``hint`` is what stands in it while it's empty.
    ``keys``: the actions that hold only on some pages and hold on this one, as in its binding.
    ``back``: the page that Escape leads to; without one it leads to how it stands.
    """

    about: str = ""
    title: str = ""
    alone: str = ""
    asks: bool = False
    hint: str = ""
    keys: tuple[str, ...] = ("back",)
    back: str = ""


PAGES: Final = {
    # How it stands, which is where the screen begins: not set up, or set up (then `machines_status` has the text).
    "none": Page(
        _(
            "What you both log can be on both your computers, through any place that both can reach: a folder of "
            "Nextcloud, Dropbox or Syncthing, a USB stick, a server. It’s encrypted, so no one else can read it. "
            "Entries that are only yours, and your private space, stay here.\n\nOne of you starts and makes an invite. "
            "The other enters it."
        ),
        alone=_(
            "Your log can be on two computers of yours, through any place that both can reach: a folder of Nextcloud, "
            "Dropbox or Syncthing, a USB stick, a server. It’s encrypted, so no one else can read it.\n\nOne computer "
            "starts and makes an invite. The other enters it."
        ),
        keys=("ask('target')", "ask('invite')", "back"),
    ),
    "set": Page(keys=("now", "invite", "leave_it", "back")),
    # Beginning: where to, and a folder that isn't there.
    "target": Page(
        _(
            "A folder, or {addresses}. What you both log is stored there, "
            "encrypted. Next comes the invite for the other computer."
        ),
        _("Your sync folder"),
        alone=_(
            "A folder, or {addresses}. Your log is stored there, encrypted. Next comes the invite for the other "
            "computer."
        ),
        asks=True,
        hint=_("~/Nextcloud/us"),
        keys=("go_on", "back"),
    ),
    "make": Page(
        _(
            "There’s no such folder yet:\n\n{folder}\n\nIs that its name? Then y makes it. If it’s on a stick, or a "
            "program brings it, go back and start that first."
        ),
        keys=("make_folder", "back"),
        back="target",
    ),
    # The invite that was made: with its words, as a code over the whole terminal, to a file.
    "made": Page(
        _(
            "The invite is the key to what you share. Hand it over yourself, not through the place you sync by. On the "
            "other computer press f7 and j, or type ritualtui sync join."
        ),
        _("The invite"),
        alone=_(
            "The invite is the key to your log. Carry it over yourself, not through the place you sync by. On the "
            "other computer press f7 and j, or type ritualtui sync join."
        ),
        keys=("copy", "ask('file')", "code", "back"),
    ),
    "code": Page(back="made"),
    "file": Page(
        _(
            "The invite goes into a new file that only you can read. Hand it over yourselves, not by way of the sync "
            "folder. On the other computer: ritualtui sync join FILE. Then delete the file."
        ),
        asks=True,
        keys=("go_on", "back"),
        back="made",
    ),
    # Taking an invite: it, whether the place is the one that it names, which of the two one is.
    "invite": Page(
        _(
            "Paste what the other computer shows. It’s tried out before anything is written, and a log that’s "
            "already here stays, with a backup made first. Nothing you logged on your own is shared unless "
            "you pick it afterwards."
        ),
        _("Enter an invite"),
        asks=True,
        hint=_("the invite"),
        keys=("go_on", "back"),
    ),
    "there": Page(
        _(
            "The invite leads to\n\n{place}\n\nNothing has been opened there yet; Enter goes there. If that place has "
            "another name on this computer, type it here."
        ),
        _("Where it leads"),
        asks=True,
        hint=_("a folder, or an address"),
        keys=("go_on", "back"),
    ),
    "me": Page(
        _("The invite is for {names}, and neither is the name you use here. Which of the two are you?"),
        _("Who’s here?"),
        asks=True,
        hint=_("one of the two names"),
        keys=("go_on", "back"),
    ),
    # Stopping, which is asked once; and what takes a while, of which only waiting for a keyring can be left.
    "leave": Page(
        _(
            "Your log stays as it is, and your partner keeps what you’ve already shared. Nothing new comes or goes "
            "from here. Your partner isn’t told, but will see that nothing new arrives."
        ),
        _("Stop syncing this computer?"),
        keys=("yes", "back"),
    ),
    "work": Page(_("Connecting the two computers …"), _("One moment"), keys=()),
    "wait": Page(_("The key is in the system’s keyring, which may ask you to unlock it."), _("One moment")),
}
STANDS: Final = ("none", "set")
"""The pages for how it stands."""
_KEYS: Final = {key for page in PAGES.values() for key in page.keys}


def holds(page: str, action: str, parameters: tuple[object, ...]) -> bool:
    """Whether a key's action holds on ``page``; what no row knows holds on all of them."""
    key = f"{action}({', '.join(map(repr, parameters))})" if parameters else action
    return key in PAGES[page].keys or key not in _KEYS
