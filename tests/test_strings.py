"""Languages: every text is looked up, a language is found by the environment, and what is typed in it is understood."""

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ritualtui.strings import catalogues
from support.literals import unlooked

Run = Callable[..., Any]

CODE = Path(__file__).parent.parent / "ritualtui"
FILES = sorted(path for path in CODE.rglob("*.py") if not {"strings", "textual_compat"} & set(path.parts))
NOT_READ = {
    "our design": "how well it is known, as rituals.toml writes it",
    "hard season": "why somebody pauses, as a record keeps it",
    "taking root": "how settled a ritual is, as the code calls it",
    "plan of {}": "what a change was, in the journal", "putting a word aside ({})": "what a change was",
    "seeing who begins": "what a change was", "pause end": "what a change was",
    "season end": "what a change was",
    "until {}": "what is read as if it had been typed", "private {}": "an id", "ssh {}{}{}": "a command",
    "line {}": "what is remembered of a chart", "strength {}": "what is remembered of a chart",
    "Google Drive": "a folder's name", "Application Support": "a folder's name",
}  # fmt: skip
"""Data that looks like prose, and what it is."""
PLAIN = re.compile(r"[A-Za-z]*[aeiou][A-Za-z]*")


def test_every_text_that_people_read_is_looked_up() -> None:
    found = {str(path.relative_to(CODE)): [one for one in unlooked(path) if one[1] not in NOT_READ] for path in FILES}
    assert {path: texts for path, texts in found.items() if texts} == {}


@pytest.fixture(scope="module")
def languages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of languages with a little Portuguese."""
    folder = tmp_path_factory.mktemp("languages")
    own = folder / "pt" / "LC_MESSAGES"
    own.mkdir(parents=True)
    (own / "ritualtui.po").write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=2; plural=(n > 1);\\n"\n\n'
        'msgid "Saved."\nmsgstr "Guardado."\n\n'
        'msgid "{count:,} entry"\nmsgid_plural "{count:,} entries"\nmsgstr[0] "{count:,} entrada"\n'
        'msgstr[1] "{count:,} entradas"\n\n'
        'msgctxt "typed"\nmsgid "yesterday"\nmsgstr "ontem"\n\n'
        'msgctxt "typed"\nmsgid "y"\nmsgstr "s|sim"\n\nmsgctxt "typed"\nmsgid "ill"\nmsgstr "doente"\n\n'
        'msgctxt "typed"\nmsgid "end"\nmsgstr "fim"\n\n'
        'msgctxt "typed"\nmsgid "sunday"\nmsgstr "domingo|dom"\n',
        encoding="utf-8",
    )
    catalogues.compile_all(folder)
    return folder


@pytest.fixture
def spoken(run: Run, languages: Path) -> Callable[..., str]:
    """Runs a command in a language of the folder, and returns all that it says."""

    def spoken(language: str, *words: str) -> str:
        more = {"RITUALTUI_LANGUAGES": str(languages), "LANG": language, "LC_ALL": language, "LANGUAGE": ""}
        done = run(*words, more=more)
        return str(done.stdout + done.stderr)

    return spoken


def test_a_language_is_chosen_as_by_every_program(spoken: Callable[..., str]) -> None:
    spoken("C", "init", "--me", "Ana", "--partner", "Ben")
    for language, said in {
        "pt_PT.UTF-8": "Guardado.",
        "pt_BR": "Guardado.",
        "de_DE.UTF-8": "Saved.",
        "C": "Saved.",
    }.items():
        assert spoken(language, "thank", "a sopa") == f"{said}\n"


def test_what_is_typed_in_it_is_understood_and_english_too(spoken: Callable[..., str]) -> None:
    spoken("C", "init", "--me", "Ana", "--partner", "Ben")
    for said in ("ontem 21:00", "yesterday 21:00", "domingo 10:00", "dom 10:00", "sunday 10:00"):
        assert "isn't a time" not in spoken("pt_PT.UTF-8", "thank", "--when", said, "a sopa")
    assert "isn't a time" in spoken("C", "thank", "--when", "ontem 21:00", "a sopa")


@pytest.mark.slow
def test_so_are_the_reason_of_a_pause_and_its_end(spoken: Callable[..., str]) -> None:
    spoken("C", "init", "--me", "Ana", "--partner", "Ben")
    spoken("pt_PT.UTF-8", "pause", "doente", "3 days")
    assert ": ill" in spoken("C", "pause")
    spoken("pt_PT.UTF-8", "pause", "fim")
    assert "not paused" in spoken("C", "pause")


@pytest.mark.slow
def test_no_command_says_anything_that_is_not_looked_up(spoken: Callable[..., str], languages: Path) -> None:
    catalogues.pseudo(languages)

    def told(*words: str) -> set[str]:
        text = spoken("en_XA", *words)
        text = re.sub(r"`[^`]*`|\S*[/\d]\S*|--[\w-]+|\S+\.(json|toml)\S*|^\w{8}  ", " ", text, flags=re.M)
        return set(PLAIN.findall(text)) - {"ritualtui"}

    assert told("init", "--me", "Nxn", "--partner", "Bzn") == set()
    for words in (
        ("thank", "brr"), ("bid", "toward", "brr"), ("did", "bedtime"), ("today",), ("pulse",), ("list",), ("undo",),
        ("redo",), ("pause", "ill", "3", "days"), ("pause",), ("pause", "end"), ("thank", "--when", "xyz", "brr"),
        ("list", "xyz"), ("restore",), ("nope",), ("sync", "status"), ("export", "--self", "-"),
    ):  # fmt: skip
        assert told(*words) - {"nope"} == set(), words


def test_english_opens_no_catalogue() -> None:
    code = "import sys; import ritualtui.strings as s; print(s.LANGUAGE, s.FOLDER, s._('Saved.'))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env={"LANG": "en_GB.UTF-8"})
    assert (done.stdout, done.stderr) == ("en  Saved.\n", "")
