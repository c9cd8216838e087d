"""How strong the lock on one's own space is: never what a busy moment would make of it, and said in plain words."""

import base64
import os
from pathlib import Path

import pytest

from ritualtui.companion.private import space as own
from ritualtui.companion.private.passphrase_strength import weakness
from ritualtui.errors import RitualError
from ritualtui.places import Places
from ritualtui.store import sealing
from ritualtui.store.sealing import Key
from support.homes import ANA, Still, begun

KEY = "AGE-SECRET-KEY-1SHHLA2ZQ7YXPW6JA3YJA3Z6TC3RPQGPQ25ZWTY3R872623TRUV3QHHZW7A"
WEAK = base64.b64decode(
    "YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IHNjcnlwdCBsVDNLbmVoNlA4Zy92NU51bG1lYnJBIDQKVFNleUF3TE12RFAvWWY3Ykh2eWQ4"
    "akRFcWE0NHFJUlcrUUl4SHNOQ1piUQotLS0gRDF2MWhmWmhkVFg3K1l2b1ZoT2pOYzIxZXFYdkQyaVlkVFFZNkpVMlJaYwrTb83dtdwy"
    "LqvuTcExlal9pHH800/i4pzmGQMI8QgmXyrj3S5vvz8d3jark486zs+JXOSJ9XbToEXK2qZdjv8zxIzWaKfrdLmngK/jX6agvMaj9sr0"
    "+o2vVuvCEQTJEyow64pllRswozHPTw=="
)
"""``KEY``, opened by ``OLD``: 2**4 rounds of scrypt."""
OLD = "old passphrase"


def lock(work: int) -> bytes:
    """The head of an identity file that says how much work it is."""
    return b"age-encryption.org/v1\n-> scrypt lT3Kneh6P8g/v5Nu5lmebrA %d\nTSeyAwLMvDP\n--- D1v1\n" % work


@pytest.mark.parametrize(
    ("data", "work"),
    [(WEAK, 4), (lock(17)[:40], 0), (b"", 0), (b"-> scrypt lT3Kneh6P8g/v5Nu5lmebrA 19\n", 0), (os.urandom(200), 0)],
    ids=["weak", "cut off", "empty", "headless", "anything"],
)
def test_the_work_is_read_from_the_file(data: bytes, work: int) -> None:
    assert sealing.work(data) == work


def made_of(monkeypatch: pytest.MonkeyPatch, *works: int) -> list[int]:
    """Have age make locks of that much work, one after the other, the last for ever; what was asked for is counted."""
    asked: list[int] = []

    def scrypt(what: str, data: bytes, passphrase: str) -> bytes:
        asked.append(works[min(len(asked), len(works) - 1)])
        return WEAK.replace(b"lmebrA 4\n", b"lmebrA %d\n" % asked[-1])

    monkeypatch.setattr(sealing, "_scrypt", scrypt)
    return asked


def test_a_hurried_lock_is_made_again_until_it_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = made_of(monkeypatch, 14, 15, 16, 17, 19)
    assert sealing.work(sealing.lock_key(KEY, OLD)) == 17
    assert asked == [14, 15, 16, 17]


def test_where_it_never_holds_that_is_said_and_nothing_is_made(
    home: Places, still: Still, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = made_of(monkeypatch, 16)
    with begun(home, still) as log:
        with pytest.raises(RitualError, match=r"too busy .* nothing was changed"):
            log.private.setup(OLD)
        assert not log.private.ready
    assert 10 < len(asked) < 100


@pytest.mark.slow
def test_a_weak_lock_of_before_is_made_anew_when_it_opens(home: Places, still: Still) -> None:
    with begun(home, still) as log:
        vault = log.private.vault
        vault.keys.set_recipient(Key(KEY).public)
        vault.keys.set_identity(WEAK)
        identity, second = (Path(place, "identity.age") for place in (vault.folder, vault.mirror))
        os.utime(identity, ns=(10**18, 10**18))
        log.private.write("a page")
        space = log.private.unlock(OLD)
        assert space.news == (own.LOCK_MADE_ANEW,) and space.told == []
        assert identity.read_bytes() == second.read_bytes() != WEAK
        assert sealing.work(identity.read_bytes()) >= 17
        assert f"2^{space.opened.work} rounds" in own.how_locked(space.opened.work)
        # A passphrase that was set on another machine in the meantime is newer than this, and goes before it.
        assert identity.stat().st_mtime_ns == 10**18 + 10**6
        again = log.private.unlock(OLD)
        assert again.news == () and [entry.text for entry in again.entries] == ["a page"]


def test_where_it_cannot_be_made_anew_that_is_said_and_it_opens(
    home: Places, still: Still, monkeypatch: pytest.MonkeyPatch
) -> None:
    with begun(home, still) as log:
        vault = log.private.vault
        vault.keys.set_recipient(Key(KEY).public)
        vault.keys.set_identity(WEAK)
        refusal = RitualError("This computer is too busy now.", "")
        monkeypatch.setattr(sealing, "lock_key", lambda key, words: (_ for _ in ()).throw(refusal))
        (line,) = log.private.unlock(OLD).news
        assert "easier to guess than it should be" in line and "too busy" in line
        assert vault.keys.identities() == [WEAK]


@pytest.mark.parametrize(
    ("passphrase", "why"),
    [
        ("12345678", "neighbouring keys"), (" " * 8, "again and again"), ("ö" * 12, "again and again"),
        ("abcabcabcabc", "again and again"), ("password", "first that anybody"), ("iloveyou", "first that anybody"),
        ("Ana & Ben", "your names"), ("anaundben", "your names"), ("BenAna2019", "your names"),
        ("Ｂｅｎ！Ｂｅｎ！", "your names"), ("qwertzuiop", "neighbouring keys"), ("йцукенгшщз", "neighbouring keys"),
        ("asdfghjkl asdf", "neighbouring keys"), ("11.06.2019", "a date"), ("abcdefghijk", "alphabet"),
        ("ab" * 2_000, "again and again"),
    ],
)  # fmt: skip
def test_what_is_easily_guessed_is_said_in_one_line(passphrase: str, why: str) -> None:
    line = weakness(passphrase, ["Ana", "Ben"])
    assert line.startswith("That passphrase is easy to guess: ") and why in line
    assert "\n" not in line and len(line) < 160 and passphrase not in line


@pytest.mark.parametrize(
    "passphrase",
    ["a lamp in the hall", "correct horse battery staple", "kqzmxwpv", "ich liebe dich sehr", "Ana, Ben and the shed",
     "schöne  Wörter ", "我们家门口有一棵树", "k" * 30 + " marmalade on the roof"],
)  # fmt: skip
def test_of_others_nothing_is_said(passphrase: str) -> None:
    assert weakness(passphrase, ["Ana", "Ben"]) == ""


def test_a_name_of_one_letter_or_none_makes_nothing_weak() -> None:
    assert weakness("a lamp in the hall", ["A", "", " "]) == ""


def test_the_two_names_are_those_of_the_log(home: Places, still: Still) -> None:
    with begun(home, still) as log:
        assert log.people.me.id == ANA
        assert "your names" in log.private.weakness("ben+ana!") and log.private.weakness("eva+otto!kx") == ""
