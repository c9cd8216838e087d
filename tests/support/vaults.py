"""Vaults that cost no work: a key that two passphrases open, locked with the least that age allows; and what is in one.

All that opens them is the real thing.
"""

import base64
import json
import os
import shutil
from pathlib import Path

from ritualtui.store.vault import Opened, Vault

KEY, RECIPIENT = (
    "AGE-SECRET-KEY-1SHHLA2ZQ7YXPW6JA3YJA3Z6TC3RPQGPQ25ZWTY3R872623TRUV3QHHZW7A",
    "age1atlva4dprpemrf3yrrxduj6854gl62hgqdkme352duwd7ew3v45q5nn698",
)
ANOTHER_KEY, ANOTHER_RECIPIENT = (
    "AGE-SECRET-KEY-14FCZMN2AF6X7L3FSVN4FR6LCK8M7HMS7M73UTY7NNCN4FXWQ4V7STVDGHH",
    "age1tztd4s7eftg5cpftgchwju8vpqks63kj4v3xxhlujjem5sdw2djsd5t2af",
)
_OLD = (
    "YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IHNjcnlwdCBsVDNLbmVoNlA4Zy92NU51bG1lYnJBIDQKVFNleUF3TE12RFAvWWY3Ykh2eWQ4"
    "akRFcWE0NHFJUlcrUUl4SHNOQ1piUQotLS0gRDF2MWhmWmhkVFg3K1l2b1ZoT2pOYzIxZXFYdkQyaVlkVFFZNkpVMlJaYwrTb83dtdwy"
    "LqvuTcExlal9pHH800/i4pzmGQMI8QgmXyrj3S5vvz8d3jark486zs+JXOSJ9XbToEXK2qZdjv8zxIzWaKfrdLmngK/jX6agvMaj9sr0"
    "+o2vVuvCEQTJEyow64pllRswozHPTw"
)
_NEW = (
    "YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IHNjcnlwdCBBaEkza0tXNkRJRytwemJWVCttZFR3IDQKVjQ3WXpDdU5tQ21WdkRTUVhTeFJo"
    "RFNPZnhlbFplVm8rbzlETVIyTGZsYwotLS0gdUFOdFBNd2E1QTg4blJLdVo0THNxN1QwbVNYQzZJaXFYU3k4ZFJwaTBibwrPxiHwdGMj"
    "mJzWaiBU3+3jvEtDxYpdXU7akKpK69db9JzNOpnvzlxjnnfSOh0/wdtKuxw9kUyYmMuMNVFoZEowHMd+elVwoZzrofLYZTk3jWGc88Uj"
    "p8ujRb8srBbHGkhoNg79aUBraQvvnQ"
)
OLD, NEW = "old passphrase", "new passphrase"
LOCKED = {words: base64.b64decode(data + "==") for words, data in ((OLD, _OLD), (NEW, _NEW))}


def vault_in(home: str | os.PathLike[str]) -> Vault:
    return Vault(os.path.join(home, "vault", "anaaaaaa"), os.path.join(home, "backups", "vault", "anaaaaaa"))


def begun_vault(home: str | os.PathLike[str], *texts: str) -> tuple[Vault, list[str]]:
    """A vault of ``KEY`` that ``OLD`` opens, with an entry for each text; and their names."""
    vault = vault_in(home)
    for name, data in (("identity.age", LOCKED[OLD]), ("recipient", f"{RECIPIENT}\n".encode())):
        path = Path(vault.folder, name)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(0o600)
        path.write_bytes(data)
    names = [vault.seal(entry(text)) for text in texts]
    vault.unlock_with(KEY)  # completes the mirror
    return vault, names


def entry(text: str) -> bytes:
    return json.dumps({"kind": "journal", "text": text}).encode()


def texts_of(opened: Opened) -> list[str]:
    """The texts of all entries, sorted; nothing is damaged."""
    found, problems = opened.entries()
    assert problems == []
    return sorted(json.loads(plain)["text"] for _, plain in found)


def tree(home: str | os.PathLike[str]) -> list[str]:
    """Every file and folder, but locks."""
    return sorted(str(path.relative_to(home)) for path in Path(home).rglob("*") if not path.name.endswith("-lock"))


def everything(home: str | os.PathLike[str]) -> list[bytes]:
    return [path.read_bytes() for path in Path(home).rglob("*") if path.is_file()]


def sealed_file(vault: Vault, name: str, place: str = "") -> Path:
    return Path(place or vault.folder, "entries", f"{name}.age")


def copied(source: str | os.PathLike[str], target: str | os.PathLike[str], **_: object) -> None:
    """Copy a home, second names as second names."""
    done: dict[int, str] = {}
    for folder, _folders, names in os.walk(source):
        to = os.path.join(target, os.path.relpath(folder, source))
        os.makedirs(to, 0o700)
        for name in names:
            path, new = os.path.join(folder, name), os.path.join(to, name)
            inode = os.stat(path).st_ino
            if inode in done:
                os.link(done[inode], new)
            else:
                done[inode] = shutil.copy2(path, new)
