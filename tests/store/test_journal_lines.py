"""One change is one line, whoever writes it: a command in a second, the whole companion, or a sync."""

import json
import shutil
from pathlib import Path

from ritualtui.companion import quick
from ritualtui.companion.service import Companion
from ritualtui.places import Places
from ritualtui.store.tinydb_storage import Draft
from support.homes import ANA, Still, begun


def last_line(places: Places) -> bytes:
    return Path(places.journal).read_bytes().splitlines()[-1]


def test_the_quick_path_and_the_whole_companion_write_the_same(home: Places, still: Still, tmp_path: Path) -> None:
    begun(home, still).close()
    other = Places(str(tmp_path / "other"), home.config)
    shutil.copytree(home.home, other.home)
    kept = quick.thank(home, still, "soup “with” \\ \u2028 ünï 日本", tags=("home",))
    change = json.loads(last_line(home)[9:])
    assert change["set"] == [{**kept.record, "tags": ["home"]}]
    with Companion.open(other, time=still) as companion:
        companion.storage.commit(
            lambda state: Draft(change["set"], clock=change["clock"], who=ANA, what="appreciation")
        )
    assert last_line(other) == last_line(home)


def test_a_record_that_came_in_several_lines_is_written_in_one(home: Places, still: Still) -> None:
    import msgspec

    with begun(home, still) as companion:
        companion.log.thank("soup")
        (record,) = companion.look.listed()
        raw = companion.storage.state.records[str(int(record.id.replace("-", ""), 16))]
        loose = msgspec.Raw(json.dumps({**json.loads(bytes(raw)), "text": "more soup"}, indent=2).encode())
        later = msgspec.json.encode({**json.loads(bytes(loose)), "stamp": f"f{record.stamp[1:]}"})
        loose = msgspec.Raw(msgspec.json.format(later, indent=2))
        companion.storage.commit(lambda state: Draft([loose], clock=state.last["clock"]))
        assert json.loads(last_line(home)[9:])["set"][0]["text"] == "more soup"
        companion.refresh()
        assert [found.text for found in companion.look.listed()] == ["more soup"]  # type: ignore[attr-defined]
