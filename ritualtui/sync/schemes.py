"""The kinds of sync folder: one row a scheme, which is what stands before the colon of an address.

``address`` reads and writes addresses by these rows, ``open_target`` opens what they name. Nothing of a kind is loaded
before one of it is opened.
"""

import re
from typing import Final, Literal, NamedTuple

from ritualtui.strings import _

HOST: Final = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9._-]{0,252})|[0-9a-fA-F:.]{2,45}(?:%[A-Za-z0-9]{1,15})?")
_BUCKET = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{1,254}")
_REMOTE_NAME = re.compile(r"[A-Za-z0-9_.][A-Za-z0-9_.+@ -]{0,99}")

Shape = Literal["server", "bucket", "named", "path"]
"""``scheme://USER@HOST:PORT/FOLDER``; ``scheme://NAME/FOLDER``, the name's letters as they are and no user;
``scheme:NAME:FOLDER``; or the path of a folder, with the scheme or without."""


class Scheme(NamedTuple):
    """One kind of sync folder, and all that the program has to know about it."""

    name: str
    """What stands before the colon."""
    form: str
    """An address of it, what is one's own in capitals."""
    opens: str
    """What makes it of an ``Address`` (of a ``path``: of the path): module and class, as in ``s3.S3``."""
    shape: Shape = "server"
    stored: bool = False
    """Whether the class is a ``remote.Storage``, which ``remote.Remote`` makes a target of; else it is a ``Target``."""
    extra: str = ""
    """The extra of ``pyproject.toml`` that brings what the module imports; "" where nothing has to be installed."""
    password: str = ""
    """What to do with its password or key, instead of putting it into the address; "" where it has none."""
    host: re.Pattern[str] = HOST
    """What the host, bucket or name may be."""
    options: tuple[str, ...] = ()
    """What may stand behind a question mark; ``endpoint`` is the address of a server."""
    short: str = ""
    """How it is shown where somebody types an address; "" where it is left out there."""
    meant: tuple[str, ...] = ()
    """What people may write who mean this one."""


ROWS: Final[tuple[Scheme, ...]] = (
    Scheme(
        "sftp", "sftp://USER@HOST/FOLDER", "sftp.Sftp", stored=True, extra="sftp", short="sftp://…",
        password=_("Use a key or the SSH agent, and write {form}."),
        meant=("ssh", "scp", "sshfs", "rsync", "ftps", "ftp"),
    ),
    Scheme(
        "webdav", "webdav://USER@HOST/FOLDER", "webdav.Webdav", stored=True, extra="webdav",
        password=_("Put it into ~/.netrc, and write {form}."), meant=("dav",),
    ),
    Scheme(
        "webdavs", "webdavs://USER@HOST/FOLDER", "webdav.Webdav", stored=True, extra="webdav", short="webdavs://…",
        password=_("Put it into ~/.netrc, and write {form}."), meant=("davs", "http", "https", "nextcloud"),
    ),
    Scheme(
        "s3", "s3://BUCKET/FOLDER", "s3.S3", "bucket", stored=True, extra="s3", short="s3://…", host=_BUCKET,
        password=_("Put the keys into ~/.aws/credentials, and write {form}."),
        options=("endpoint", "region", "profile"), meant=("aws", "s3a", "minio"),
    ),
    Scheme(
        "rclone", "rclone:REMOTE:FOLDER", "rclone.Rclone", "named", short="rclone:REMOTE:PATH", host=_REMOTE_NAME,
        password=_("Put it into `rclone config`, and write {form}."), meant=("dropbox", "drive", "gdrive", "onedrive"),
    ),
    Scheme("file", "file:///FOLDER", "folder.Folder", "path"),
)  # fmt: skip
"""All of them, in the order in which they are named."""

BY_NAME: Final = {row.name: row for row in ROWS}
MEANT: Final = {said: row.name for row in ROWS for said in row.meant}


def in_short() -> str:
    """How addresses are written, in a row: ``sftp://…, webdavs://…, s3://… or rclone:REMOTE:PATH``."""
    *most, last = [row.short for row in ROWS if row.short]
    return _("{most} or {last}").format(most=", ".join(most), last=last)
