"""How a target is written: one line of text, read strictly, and shown without anything that opens a door.

A password never stands in an address: addresses are typed into shells, kept in settings and carried in invites. They
also come from another's invite, so what a name in them may hold is narrow: nothing that another program would take for
an option or a command.
"""

import re
from typing import NamedTuple
from urllib.parse import parse_qsl, unquote, urlsplit

from ritualtui import freetext
from ritualtui.errors import UsageError
from ritualtui.strings import _
from ritualtui.strings.nearest import asked, nearest
from ritualtui.sync import schemes
from ritualtui.sync.schemes import BY_NAME, Scheme

_USER = re.compile(r"[A-Za-z0-9_.+@][A-Za-z0-9_.+@-]{0,99}")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://")
_NO_SLASHES = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_MAYBE_SECRET = re.compile(r"[^\s/@]*:[^\s@]*@")
"""What has the shape of a user and a password before a host, with or without what belongs in front of it."""
_SECRET_WITHIN = re.compile(r"[^\s(“\"'`]*:[^`”]*@")
_UNSEEN_SECRET = re.compile(r"(?<=//)[^\s/@]*:[^\s@]*@")


class Address(NamedTuple):
    """One target. ``host`` is the name of a bucket or remote where it has one; ``path`` has no slash at its end."""

    scheme: str
    host: str = ""
    path: str = ""
    user: str = ""
    port: int | None = None
    options: tuple[tuple[str, str], ...] = ()

    def option(self, name: str) -> str | None:
        """What the address says behind its question mark."""
        return dict(self.options).get(name)

    def __str__(self) -> str:
        shape = BY_NAME[self.scheme].shape
        if shape == "path":
            return freetext.one_line(self.path)
        if shape == "named":
            return freetext.one_line(f"{self.scheme}:{self.host}:{self.path}")
        host = f"[{self.host}]" if ":" in self.host else self.host
        user, port = f"{self.user}@" if self.user else "", f":{self.port}" if self.port else ""
        slash = "/" if self.path and not self.path.startswith("/") else ""
        return freetext.one_line(f"{self.scheme}://{user}{host}{port}{slash}{self.path}")


def scheme_of(text: str) -> str:
    """The kind of target that ``text`` names, in small letters; "file" for a plain path. Not checked."""
    named = _NO_SLASHES.match(text)
    if named and (row := BY_NAME.get(named[1].lower())) and row.shape == "named":
        return row.name
    found = _SCHEME.match(text)
    return found[1].lower() if found else "file"


def parse(text: str) -> Address:
    """Read an address. Raises ``UsageError``, one line without anything secret, where it is none."""
    text = text.strip()
    scheme = scheme_of(text)
    row = BY_NAME.get(scheme)
    if row is None:
        raise _unknown(scheme)
    if row.shape == "path":
        _refuse_half(text)
    try:
        text.encode()
    except UnicodeEncodeError:
        raise UsageError(
            _("The name of that folder is not in UTF-8, so no invite could say it."), _("Give it another name.")
        ) from None
    if not text or "\0" in text or len(text) > 2000:
        raise UsageError(
            _("That isn't the address of a sync folder."),
            _("As in {form}, or a folder's path.").format(form=schemes.ROWS[0].form),
        )
    if row.shape == "path":
        return Address(scheme, path=_file_path(row, text))
    if not freetext.shown(text) == text:
        raise _malformed(row)
    return _named(row, text) if row.shape == "named" else _remote(row, text)


def _refuse_half(text: str) -> None:
    """Raise where an address was meant, and is none for want of its ``//``: as a folder's path it would be shown."""
    import os

    if "://" in text or text[:1] in (".", "~") or os.path.isabs(text) or os.path.lexists(os.path.expanduser(text)):
        return
    found = _NO_SLASHES.match(text)
    scheme = found[1].lower() if found else ""
    meant = BY_NAME.get(schemes.MEANT.get(scheme, scheme))
    if _MAYBE_SECRET.search(text):
        raise _secret(meant if meant and meant.password else schemes.ROWS[0])
    if meant:
        raise _malformed(meant)


def hidden(text: str) -> str:
    """``text``, in which somebody may have typed an address, without what may be a password."""
    return _SECRET_WITHIN.sub("…@", text)


def shown(text: str) -> str:
    """``text``, which may be no address at all, for a screen: without a password, without what stands behind ``?``."""
    text = freetext.one_line(text)
    if "://" not in text:
        return _MAYBE_SECRET.sub("…@", text)
    head, _, rest = text.partition("://")
    rest = rest.rpartition("@")[2] if _has_secret(text) else rest
    return f"{head}://{re.split('[?#]', rest, maxsplit=1)[0]}"


def _has_secret(text: str) -> bool:
    """Whether there is, or may be, a password before the host. One with ``/`` or ``?`` in it is seen as well."""
    rest = text.partition("://")[2]
    first = re.split("[/?#]", rest, maxsplit=1)[0]
    if "@" in first:
        return ":" in first.rpartition("@")[0] or _of(text) == "bucket"
    is_host = (
        re.fullmatch(r"[^:\[]*(:\d{1,5})?|\[[^]]*\](:\d{1,5})?", first) and rest[len(first) : len(first) + 1] == "/"
    )
    return "@" in rest and not is_host


def redacted(text: str, secrets: tuple[str, ...] = (), limit: int = 160) -> str:
    """What a server or another program said, as part of one line: cleaned, short, without ``secrets``."""
    for secret in secrets:
        text = text.replace(secret, "…") if secret else text
    said = freetext.one_line(re.sub(r"\x1b\[[0-9;?]*[ -/]*[@-~]", "", text))
    said = _UNSEEN_SECRET.sub("…@", said)
    return said if len(said) <= limit else said[: limit - 1] + "…"


def _of(text: str) -> str:
    """The shape of the address that ``text`` would be; "" where nothing of the kind is known."""
    row = BY_NAME.get(scheme_of(text))
    return row.shape if row else ""


def _remote(row: Scheme, text: str) -> Address:
    bucket = row.shape == "bucket"
    if _has_secret(text):
        raise _secret(row)
    try:
        parts = urlsplit(text)
        # A bucket's name is no host's: its letters keep their size.
        host, port = (parts.netloc, None) if bucket else (parts.hostname or "", parts.port)
        options = parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query), max_num_fields=5)
    except ValueError:
        raise _malformed(row) from None
    user, path = unquote(parts.username or ""), re.sub("/{2,}", "/", unquote(parts.path)).rstrip("/")
    if (
        not row.host.fullmatch(host)
        or (user and not _USER.fullmatch(user))
        or parts.fragment
        or ".." in path.split("/")
        or freetext.shown(path) != path
        or any(name not in row.options or not value for name, value in options)
        or any(name == "endpoint" and not _plain_url(value) for name, value in options)
    ):
        raise _malformed(row)
    return Address(row.name, host, path.lstrip("/") if bucket else path, user, port, tuple(options))


def _plain_url(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in text and not parts.query
    except ValueError:
        return False


def _named(row: Scheme, text: str) -> Address:
    name, colon, path = text[len(row.name) + 1 :].partition(":")
    # A remote is one that `rclone config` knows, never one described on the spot: such a description can run commands.
    if not colon or not row.host.fullmatch(name) or ".." in path.split("/"):
        raise UsageError(
            _("{name}: wants the name of a remote that `{name} config` knows, and a folder.").format(name=row.name),
            _("As in {form}.").format(form=row.form),
        )
    return Address(row.name, name, path.rstrip("/"))


def _file_path(row: Scheme, text: str) -> str:
    import os

    if _SCHEME.match(text):
        try:
            parts = urlsplit(text)
        except ValueError:
            raise _malformed(row) from None
        text = unquote(parts.path)
        if parts.netloc not in ("", "localhost") or not text or "\0" in text:
            raise _malformed(row)
    return os.path.abspath(os.path.expanduser(text))


def _unknown(scheme: str) -> UsageError:
    near = schemes.MEANT.get(scheme) or nearest(scheme, BY_NAME, 0.5)
    others = ", ".join(row.name for row in schemes.ROWS if row.shape != "path")
    hint = asked(BY_NAME[near].form) if near else _("There are {others}, and a folder's path.").format(others=others)
    return UsageError(
        _("Sync folders of the kind {scheme} aren't known.").format(scheme=freetext.quoted(scheme, 20)), hint
    )


def _malformed(row: Scheme) -> UsageError:
    more = "&".join(f"{name}=…" for name in row.options)
    also = _("; behind it may stand ?{more}").format(more=more) if more else ""
    return UsageError(
        _("That isn't a {name} address.").format(name=row.name),
        _("As in {form}{also}.").format(form=row.form, also=also),
    )


def _secret(row: Scheme) -> UsageError:
    return UsageError(
        _("A password does not go into the address, where shells and settings would keep it."),
        row.password.format(form=row.form),
    )
