"""One run of a ritual, from the first page to what is kept of it."""

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ritualtui.errors import UsageError
from ritualtui.practice import rituals
from ritualtui.practice.decks import Card
from ritualtui.practice.ritual_records import kept, ritual_fields
from ritualtui.practice.ritual_run import Person, Session, begin
from ritualtui.records import check

ANA, BEN = Person("p-ana", "Ana"), Person("p-ben", "Ben {me}")
CARD, OTHER = Card("bed-001", "What was good?"), Card("bed-002", "What was odd?")
TEXT = """\
[[ritual]]
id = "evening"
name = "Evening"

[[ritual.steps]]
id = "arrive"
kind = "breathe"
text = "{me} and {partner}, breathe."
alone = "{me}, breathe."
hint = "Slowly."
seconds = 6
easy = { text = "One breath, {me}.", seconds = 3 }

[[ritual.steps]]
id = "thank"
kind = "appreciate"
text = "{by}, thank {to}."
alone = "{me}, write to {partner}."

[[ritual.steps]]
id = "listen"
kind = "listen"
text = "{by} talks, {to} listens."
alone = "Say it aloud."
hint = "{to}, only listen."
stems = ["So, {by}, …"]
seconds = 300
easy = false

[[ritual.steps]]
id = "ask"
kind = "ask"
text = "A question."
deck = "bedtime"
easy = false

[[ritual.steps]]
id = "later"
kind = "remember"
text = "{by}, remember one thing of {to}."
easy = false

[[ritual.steps]]
id = "lists"
kind = "park"
text = "To-dos."
easy = false

[[ritual.steps]]
id = "close"
kind = "rate"
text = "{by}, how close?"

[[ritual.steps]]
id = "dark"
kind = "dark"
text = "Dark."
seconds = 600
"""
((EVENING,), _problems) = rituals.parse(TEXT, "test.toml")
ALL = ("arrive", "thank", "listen", "ask", "later", "lists", "close", "dark")


def start(present: str = "both", form: str = "full", **kwargs) -> Session:
    return begin(EVENING, ANA, BEN, present=present, form=form, questions={"ask": CARD}, **kwargs)


def go_to(session: Session, key: str) -> Session:
    while session.page.key != key:
        session = session.forward()
    return session


def keys(session: Session) -> list[str]:
    return [page.key for page in session.pages]


def test_pages_for_two():
    session = start()
    assert keys(session) == [
        "arrive",
        "thank/p-ana",
        "thank/p-ben",
        "listen/p-ana",
        "listen/p-ben",
        "ask",
        "later/p-ana",
        "later/p-ben",
        "lists",
        "close/p-ana",
        "close/p-ben",
        "dark",
    ]
    pages = {page.key: page for page in session.pages}
    assert pages["arrive"].text == "Ana and Ben {me}, breathe."
    assert (pages["arrive"].hint, pages["arrive"].seconds, pages["arrive"].by) == ("Slowly.", 6, None)
    assert pages["thank/p-ben"].text == "Ben {me}, thank Ana."
    assert (pages["thank/p-ben"].by, pages["thank/p-ben"].to) == ("p-ben", "p-ana")
    assert pages["listen/p-ana"].hint == "Ben {me}, only listen."
    assert pages["listen/p-ben"].stems == ("So, Ben {me}, …",)
    assert pages["ask"].question == CARD
    wants = {page.step.kind: page.wants for page in session.pages}
    assert wants == {
        "breathe": "none", "appreciate": "words", "listen": "none", "ask": "words", "remember": "words",
        "park": "lines", "rate": "number", "dark": "none",
    }  # fmt: skip


@pytest.mark.parametrize(("here", "other"), [(ANA, BEN), (BEN, ANA)])
def test_pages_for_one(here, other):
    session = start(here.id)
    ids = ["arrive", "thank", "listen", "ask", "later", "lists", "close", "dark"]
    assert [page.step.id for page in session.pages] == ids
    pages = {page.step.id: page for page in session.pages}
    assert pages["arrive"].text == f"{here.name}, breathe."
    assert pages["thank"].text == f"{here.name}, write to {other.name}."
    assert (pages["thank"].key, pages["thank"].to) == (f"thank/{here.id}", other.id)
    assert (pages["listen"].text, pages["listen"].hint, pages["listen"].stems) == ("Say it aloud.", "", ())
    assert pages["dark"].text == "Dark."
    assert kept(session.forward().forward("You sang."))[0].fields == {
        "by": here.id, "to": other.id, "text": "You sang.",
    }  # fmt: skip


def test_nobody_else_can_be_present():
    with pytest.raises(UsageError):
        start("p-eve")


def test_a_question_that_is_not_there_is_left_out():
    session = begin(EVENING, ANA, BEN)
    assert "ask" not in keys(session)
    assert session.progress == (1, 7)


def test_going_through_it_all():
    session = start()
    given = {"thank/p-ana": " You cooked. ", "ask": "The tea.", "later/p-ben": "Her talk", "close/p-ana": "7"}
    while not session.finished:
        session = session.forward(given.get(session.page.key))
    assert session.complete
    assert session.page is None
    assert session.progress == (8, 8)
    assert session.done == ALL
    assert [(keep.key, keep.kind, dict(keep.fields)) for keep in kept(session)] == [
        ("thank/p-ana", "appreciation", {"by": "p-ana", "to": "p-ben", "text": "You cooked."}),
        ("ask", "answer", {"by": "p-ana", "question": "bed-001", "asked": "What was good?", "text": "The tea."}),
        ("later/p-ben", "detail", {"by": "p-ben", "text": "Her talk"}),
        ("close/p-ana", "checkin", {"by": "p-ana", "closeness": 7}),
    ]
    assert session.forward("more") == session.skip() == session


def test_what_is_kept_makes_good_records():
    now = datetime(2026, 11, 21, 22, 0, tzinfo=timezone(timedelta(hours=1)))
    session = start().park("milk")
    while not session.finished:
        session = session.forward(
            {"words": "Some words.", "number": 8, "lines": "a\nb", "none": None}[session.page.wants]
        )
    common = {"at": now.isoformat()}
    for keep in kept(session):
        assert check({"kind": keep.kind, **common, **keep.fields}, now=now, turn=4, solo=False)
    fields = ritual_fields(session, 12.34)
    made = check({"kind": "ritual", "by": "p-ana", **common, **fields}, now=now, turn=4, solo=False)
    assert list(made["parked"]) == ["milk", "a", "b"]
    assert list(made["steps"]) == list(ALL)
    assert fields["minutes"] == 12.3
    assert ritual_fields(session, 9e9)["minutes"] == 1440
    assert ritual_fields(session, -1)["minutes"] == 0


def test_passing_without_words_does_not_make_a_step_done_but_a_question_is_mostly_answered_aloud():
    session = start()
    while not session.finished:
        session = session.forward("")
    assert session.done == ("arrive", "listen", "ask", "lists", "dark")
    (answer,) = kept(session)
    assert answer.fields["text"] == ""


def test_a_skipped_page_is_not_done_and_nothing_of_it_is_kept():
    session = start()
    while not session.finished:
        session = session.skip()
    assert session.done == ()
    assert kept(session) == ()
    assert not session.complete
    assert session.back().forward().complete


def test_going_back_changes_what_was_given():
    session = go_to(start(), "thank/p-ana").forward("First.").back().forward("Second.")
    assert [keep.fields["text"] for keep in kept(session)] == ["Second."]
    assert session.back().forward().values == {"thank/p-ana": "Second."}
    assert "thank" in session.done
    emptied = session.back().forward(" \n")
    assert kept(emptied) == ()
    assert "thank" not in emptied.done
    assert kept(session.back().skip()) == ()


def test_a_step_for_two_is_done_when_one_gave_something():
    session = go_to(start(), "thank/p-ben").forward("Yes.")
    assert session.done == ("arrive", "thank")


def test_back_stops_at_the_first_page_and_leads_back_in_from_the_end():
    session = start()
    assert session.back() == session
    while not session.finished:
        session = session.forward()
    back = session.back()
    assert back.page.key == "dark"
    assert not back.finished
    assert back.complete


def test_progress_counts_steps_not_pages():
    session = start()
    assert session.progress == (1, 8)
    assert go_to(session, "thank/p-ana").progress == go_to(session, "thank/p-ben").progress == (2, 8)


@pytest.mark.parametrize("good", [1, 10, "1", " 10 ", "03"])
def test_a_number(good):
    session = go_to(start(), "close/p-ana").forward(good)
    assert kept(session)[-1].fields["closeness"] == int(good)


@pytest.mark.parametrize("bad", [0, 11, -3, "0", "eleven", "1_0", "5.5", "1e1", True, "１００", "1" * 5_000])
def test_what_is_no_number(bad):
    session = go_to(start(), "close/p-ana")
    with pytest.raises(UsageError, match="1 to 10"):
        session.forward(bad)
    assert session.page.key == "close/p-ana"


def test_words_are_cleaned_limited_and_never_dropped():
    session = go_to(start(), "thank/p-ana")
    assert session.forward("a\x1b[2Jb\x00").values["thank/p-ana"] == "a[2Jb"
    with pytest.raises(UsageError, match="10,000 fit"):
        session.forward("a" * 10_001)
    with pytest.raises(UsageError, match="asks for nothing"):
        start().forward("You cooked.")
    assert start().forward("").index == 1


def test_parking():
    session = start().park(" milk \n\n call mum").park("  ")
    assert session.parked == ("milk", "call mum")
    assert session.index == 0
    session = go_to(session, "lists").forward("tax\nbins")
    assert session.parked == ("milk", "call mum", "tax", "bins")
    assert session.back().forward("tax").parked == ("milk", "call mum", "tax")
    assert session.back().skip().parked == ("milk", "call mum")
    assert go_to(session.back(), "lists").easier().parked == session.parked
    full = start().park("\n".join("x" * 60))
    with pytest.raises(UsageError, match="60 fit"):
        full.park("one more")
    with pytest.raises(UsageError, match="60 fit"):
        go_to(full, "lists").forward("one more")


def test_easier_keeps_the_place_and_all_that_was_given():
    session = go_to(start(), "thank/p-ben").forward("For Ana.").forward().forward().forward("Tea.")
    assert session.page.key == "later/p-ana"
    easy = session.forward("Her talk").easier()
    assert easy.form == "easy"
    assert keys(easy) == ["arrive", "thank/p-ana", "thank/p-ben", "close/p-ana", "close/p-ben", "dark"]
    assert easy.page.key == "close/p-ana"
    assert easy.progress == (3, 4)
    assert [keep.kind for keep in kept(easy)] == ["appreciation", "answer", "detail"]
    assert easy.done == ("arrive", "thank", "listen", "ask", "later")
    assert easy.easier() == easy
    assert ritual_fields(easy, 1)["form"] == "easy"


def test_easier_in_the_middle_of_a_turn_stays_there():
    session = go_to(start(), "thank/p-ben").easier()
    assert session.page.key == "thank/p-ben"
    first = start().easier()
    assert (first.page.text, first.page.seconds) == ("One breath, Ana.", 3)
    assert first.pages == start(form="easy").pages


def test_easier_with_nothing_left_is_the_end():
    ritual, _ = rituals.parse(TEXT.partition('[[ritual.steps]]\nid = "close"')[0], "test.toml")
    session = go_to(begin(ritual[0], ANA, BEN), "lists").easier()
    assert session.finished
    assert session.complete


def test_another_question():
    session = go_to(start(), "ask").forward("Tea.").back()
    changed = session.another(OTHER)
    assert changed.page.question == OTHER
    assert changed.index == session.index
    assert kept(changed) == ()
    assert kept(changed.forward())[0].fields["question"] == "bed-002"
    with pytest.raises(UsageError):
        start().another(OTHER)


def test_resuming():
    session = start().resume(["arrive", "thank", "ask", "gone"], ["milk"])
    assert session.page.key == "listen/p-ana"
    assert session.done == ("arrive", "thank", "ask")
    assert session.parked == ("milk",)
    assert kept(session) == ()
    assert session.forward().done == ("arrive", "thank", "listen", "ask")
    assert not session.complete
    everything = start().resume(ALL)
    assert everything.finished
    assert everything.complete
    assert start().resume([]) == start()


steps = st.lists(
    st.sampled_from(["forward", "skip", "back", "easier", "park", "another"])
    | st.sampled_from(["", "7", "Thank you.", "a\nb", None]),
    max_size=40,
)


@given(steps, st.sampled_from(["both", "p-ana", "p-ben"]), st.sampled_from(["full", "easy"]))
def test_whatever_one_does_the_session_holds_together(steps, present, form):
    session = start(present, form)
    for step in steps:
        before = session
        try:
            match step:
                case "forward" | "skip" | "back" | "easier":
                    session = getattr(session, step)()
                case "park":
                    session = session.park("x")
                case "another":
                    session = session.another(OTHER)
                case value:
                    session = session.forward(value)
        except UsageError:
            assert session is before
        assert 0 <= session.index <= len(session.pages)
        assert session.finished == (session.page is None)
        assert not before.complete or session.complete or not (session.passed or session.before)
        assert [step for step in ALL if step in session.done] == list(session.done)
        found = kept(session)
        assert len({keep.key for keep in found}) == len(found)
        if step == "easier":
            assert (session.done, session.parked, kept(session)) == (before.done, before.parked, kept(before))
        if step in ("forward", "back") and 0 < before.index < len(before.pages):
            assert abs(session.index - before.index) == 1
        given = sorted(str(value) for key, value in session.values.items() if key != "lists")
        assert given == sorted(str([*keep.fields.values()][-1]) for keep in found if [*keep.fields.values()][-1] != "")
        at, total = session.progress
        assert 0 <= at <= total
