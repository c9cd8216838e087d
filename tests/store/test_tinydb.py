"""TinyDB: stock TinyDB reads the folded file, and TinyDB's own ways work on the journaled table."""

import json
import uuid
from pathlib import Path

import pytest
from tinydb import TinyDB, where

from ritualtui import clock
from ritualtui.companion import quick
from ritualtui.companion.service import Companion
from ritualtui.places import Places
from ritualtui.store.tinydb_storage import RecordDB
from support.homes import ANA, BEN, Still, begun, picture, stock, words


def _record(number: int, still: Still, **more: object) -> dict[str, object]:
    return {
        "id": clock.uuid7(still.ms(), number.to_bytes(10, "big")), "kind": "appreciation", "by": ANA, "to": BEN,
        "text": f"thanks {number}", "at": clock.rfc3339(still.now()), "day": "2026-11-21", "audience": "ours",
        "stamp": clock.make_stamp(still.ms(), number, "deviceaa"), **more,
    }  # fmt: skip


def test_stock_tinydb_reads_every_record_of_the_folded_file(home: Places, still: Still) -> None:
    with begun(home, still, plans=True) as companion:
        for number in range(40):
            quick.thank(home, still, f"number {number} “é”")
        gone = companion.log.thank("gone again")
        companion.log.remove(gone["id"])
        companion.storage.fold()
        every = {record.id for record in companion.all.values() if record}
    with TinyDB(home.data) as db:  # read and write, as people open it
        found = db.table("records").all()
        assert {record["id"] for record in found} == every
        assert {record.doc_id for record in found} == {uuid.UUID(record["id"]).int for record in found}
        assert db.table("records").get(doc_id=uuid.UUID(gone["id"]).int)["deleted"] is True
        assert len(db.table("records").search(where("text").matches("number .*"))) == 40
        assert db.table("meta").get(doc_id=1)["me"] == ANA
    with Companion.open(home, time=still) as companion:
        assert len(words(companion)) == 40 and companion.notes() == []


def test_tinydb_writes_through_the_journal(home: Places, still: Still) -> None:
    begun(home, still).close()
    data = Path(home.data).read_bytes()
    db = RecordDB(home, now=still.now)
    table = db.table("records")
    first = table.insert(_record(1, still))
    table.insert_multiple(_record(number, still) for number in range(2, 5))
    assert table.upsert(_record(5, still)) == [table.search(where("text") == "thanks 5")[0].doc_id]
    later = clock.make_stamp(still.ms() + 1, 0, "deviceaa")
    assert table.upsert({**_record(5, still), "text": "mended", "stamp": later})
    assert table.update({"text": "changed", "stamp": later}, where("text") == "thanks 1") == [first]
    assert table.get(doc_id=first)["text"] == "changed"
    assert sorted(doc["text"] for doc in table) == ["changed", "mended", "thanks 2", "thanks 3", "thanks 4"]
    assert len(table) == 5 and table.contains(where("text") == "changed") and table.count(where("by") == ANA) == 5
    assert Path(home.data).read_bytes() == data, "the data file waits for the fold"
    with Companion.open(home, time=still) as companion:
        assert words(companion) == ["changed", "mended", "thanks 2", "thanks 3", "thanks 4"]
        companion.log.thank("from elsewhere")
        assert table.count(where("text") == "from elsewhere") == 1
    assert set(db.tables()) == {"meta", "records"}
    db.close()


def test_tinydb_cannot_do_what_would_be_lost(home: Places, still: Still) -> None:
    begun(home, still).close()
    db = RecordDB(home, now=still.now)
    table = db.table("records")
    kept = table.insert(_record(1, still))
    before = picture(home.home)
    with pytest.raises(TypeError):
        table.remove(doc_ids=[kept])
    with pytest.raises(TypeError):
        table.truncate()
    with pytest.raises(TypeError):
        db.drop_tables()
    with pytest.raises(TypeError):
        db.insert(_record(2, still))  # into its table "_default"
    with pytest.raises(TypeError):
        db.table("meta").update({"me": "nobody"})
    with pytest.raises(ValueError, match="stamp"):
        table.update({"text": "with its old stamp it would not stand"})
    with pytest.raises(ValueError, match="already"):
        table.insert(_record(1, still, text="twice"))
    for wrong in ({"stamp": 5}, {"stamp": None}, {"id": 7}, {"id": "no uuid"}):
        with pytest.raises((ValueError, TypeError, AttributeError)):
            table.insert(_record(2, still, **wrong))
    with pytest.raises(ValueError, match="needs"):
        table.insert({"text": "no id"})
    db.close()
    assert picture(home.home) == before
    with Companion.open(home, time=still) as companion:
        assert words(companion) == ["thanks 1"] and companion.notes() == []


def test_what_is_not_known_survives_word_for_word(home: Places, still: Still) -> None:
    """Kinds, fields, tables and meta of a newer version, and numbers that only others can hold."""
    companion = begun(home, still)
    companion.storage.fold()
    odd = (
        '{"id":"00000000-0000-7000-8000-0000000000aa","stamp":"010000000000-0000-newerone","kind":"dance",'
        '"steps":[1.10,{"é":1e400}],"n":123456789012345678901234567890}'
    )
    extra = {"kind": "appreciation", "glow": {"deep": [[[]]]}, **_record(1, still)}
    data = json.loads(Path(home.data).read_text())
    data["records"][str(uuid.UUID(extra["id"]).int)] = extra
    data["records"]["170"] = "ODD"
    data["meta"]["1"]["song"] = "theirs"
    data["meta"]["2"] = {"b": 1}
    data["drafts"] = {"1": {"a": 1}}
    Path(home.data).write_text(
        json.dumps(data, indent=2).replace('"ODD"', odd).replace('170"', f'{0x7000_8000_0000_0000_00AA}"')
    )
    companion.refresh()
    assert any("not as it was left" in note for note in companion.notes())
    companion.log.edit(str(extra["id"]), {"text": "edited"})
    companion.log.thank("elsewhere")
    companion.storage.fold()
    text = Path(home.data).read_text()
    assert odd in text
    found = json.loads(text)
    assert (
        found["drafts"] == {"1": {"a": 1}} and found["meta"]["2"] == {"b": 1} and found["meta"]["1"]["song"] == "theirs"
    )
    assert next(r for r in stock(home) if r["id"] == extra["id"])["glow"] == {"deep": [[[]]]}
    assert len(RecordDB(home, now=still.now).table("records").all()) == 3
    with Companion.open(home, time=still) as again:
        assert words(again) == ["edited", "elsewhere"] and again.notes() == []
    companion.close()


def test_a_data_file_laid_out_in_lines_breaks_no_line_of_the_journal(home: Places, still: Still) -> None:
    with begun(home, still) as companion:
        kept = companion.log.thank("words")
        companion.storage.fold()
    Path(home.data).write_text(json.dumps(json.loads(Path(home.data).read_text()), indent=4))
    with Companion.open(home, time=still) as companion:
        companion.log.edit(kept["id"], {"text": "other words"})
        companion.log.undo()
    with Companion.open(home, time=still) as companion:
        assert words(companion) == ["words"]
        assert not any("journal" in note for note in companion.notes())
