"""A log of the first version: all of it is there, word for word, and the two computers go on syncing.

``tests/data/first_version.tar.xz`` was written by commit 32d4380: Ana's home with a record of every kind, one edited,
one removed, one burned, a ritual of her own, a private space ("a lamp in the hall"), Ben's home, the folder by which
they sync, and what `export` said then.
"""

import tarfile
from pathlib import Path

import msgspec
import pytest

from ritualtui import kinds
from ritualtui.clock import Clock
from ritualtui.companion import quick
from ritualtui.companion.service import Companion
from ritualtui.companion.sync.syncing import Syncing
from ritualtui.places import Places
from ritualtui.sync import config
from support.homes import stock

FILE = Path(__file__).parent.parent / "data" / "first_version.tar.xz"
BURNED = b"secretcanary"


@pytest.fixture
def old(tmp_path: Path) -> Path:
    with tarfile.open(FILE) as packed:
        packed.extractall(tmp_path, filter="data")
    for name in ("ana", "ben"):
        found = config.read(home(tmp_path, name), "couple")
        assert found is not None
        config.write(home(tmp_path, name), "couple", msgspec.structs.replace(found, target=str(tmp_path / "cloud")))
    return tmp_path


def home(old: Path, name: str) -> Places:
    return Places(str(old / name), str(old / name))


def exported(companion: Companion) -> str:
    return "".join(f"{line}\n" for line in companion.transfer.lines(companion.transfer.chosen(with_self=False)))


def test_it_says_the_same_byte_for_byte(old: Path) -> None:
    with Companion.open(home(old, "ana")) as companion:
        assert exported(companion) == (old / "export.jsonl").read_text()
        assert companion.notes() == []
        every = {record.kind for record in companion.all.values() if record is not None}
        assert every == kinds.by_name().keys() - {"definition", "question"}, "there were none of these then"
        assert companion.rituals.find("tea").name == "Tea at four"
        assert [entry.text for entry in companion.private.unlock("a lamp in the hall").entries] == ["sealed by ana"]


def test_it_is_written_to_folded_and_backed_up(old: Path) -> None:
    ana = home(old, "ana")
    quick.thank(ana, Clock(), "by the quick way")
    with Companion.open(ana) as companion:
        before = companion.storage.state.records.copy()
        companion.storage.fold()
        companion.log.thank("by the full way")
        assert {key: companion.storage.state.records[key] for key in before} == before
    assert {"by the quick way", "by the full way"} & {record.get("text") for record in stock(ana)} == {
        "by the quick way"
    }
    assert not [path for path in old.rglob("*") if path.is_file() and BURNED in path.read_bytes()]


def test_both_computers_go_on_syncing(old: Path) -> None:
    for name, words in (("ana", "from ana"), ("ben", "from ben")):
        with Companion.open(home(old, name)) as companion:
            companion.log.thank(words)
    for name in ("ana", "ben", "ana"):
        with Companion.open(home(old, name)) as companion:
            outside = str(old / f"{name}-outside")
            assert Syncing(companion, outside=outside).run("couple").notes == ()
    with Companion.open(home(old, "ana")) as ana, Companion.open(home(old, "ben")) as ben:
        assert exported(ana) == exported(ben)
        assert {"from ana", "from ben", "not yet sent", "edited"} <= {getattr(r, "text", "") for r in ben.visible()}
