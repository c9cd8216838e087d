"""``config.toml``: read kindly, written without touching what is not ours to touch."""

import os
from pathlib import Path

import pytest

from ritualtui import places
from ritualtui.companion import settings
from ritualtui.errors import UsageError


@pytest.fixture
def here(tmp_path: Path) -> places.Places:
    return places.find(str(tmp_path))


def test_no_file_is_all_defaults(here: places.Places) -> None:
    assert settings.load(here) == (settings.Settings(), ())
    assert not os.path.exists(here.settings)


def test_a_typo_is_told_with_the_nearest_name_and_costs_only_itself(here: places.Places) -> None:
    Path(here.settings).write_text('theme = "dawn"\nmoton = "still"\n')
    found, problems = settings.load(here)
    assert found == settings.Settings(theme="dawn")
    assert len(problems) == 1
    assert "“moton”" in problems[0]
    assert "did you mean “motion”?" in problems[0]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('motion = "wild"', "“full” or “still”"),
        ("bell = 1", "true or false"),
        ("theme = 3", "a name in quotation marks"),
        ("keys = 3", "a table of actions"),
        ("[keys]\nthank = 3", "a table of actions"),
        ('theme = "x', "Unterminated string"),
        ("lock = 0", "from 1 to 60"),
        ("lock = 61", "from 1 to 60"),
        ("lock = true", "from 1 to 60"),
        ('lock = "5"', "from 1 to 60"),
        ("colour = 1", "There are theme, motion, bell, lock, nudges, apart, leap, hidden, keys."),
    ],
)
def test_a_mistake_is_one_line(here: places.Places, text: str, said: str) -> None:
    Path(here.settings).write_text(text)
    found, problems = settings.load(here)
    assert found == settings.Settings()
    assert len(problems) == 1
    assert said in problems[0]
    assert "\n" not in problems[0]


def test_saving_keeps_comments_and_order(here: places.Places) -> None:
    path = Path(here.settings)
    path.write_text('# mine\nbell = false # quiet house\n\n[keys]\n"today.thank" = "t"\n')
    settings.save(here, "theme", "dawn")
    text = path.read_text()
    assert text.startswith("# mine\nbell = false # quiet house\n")
    found, problems = settings.load(here)
    assert problems == ()
    assert found == settings.Settings(theme="dawn", bell=False, keys={"today.thank": "t"})
    settings.save(here, "keys", {"today.bid": "x"})
    assert settings.load(here)[0].keys == {"today.bid": "x"}


def test_saving_makes_a_private_file(tmp_path: Path) -> None:
    here = places.Places(str(tmp_path / "data"), str(tmp_path / "config"))
    settings.save(here, "bell", False)
    assert os.stat(here.settings).st_mode & 0o777 == 0o600
    assert settings.load(here)[0].bell is False


def test_a_file_that_cannot_be_read_is_not_written_over(here: places.Places) -> None:
    path = Path(here.settings)
    path.write_text('theme = "x')
    with pytest.raises(UsageError):
        settings.save(here, "bell", False)
    assert path.read_text() == 'theme = "x'


def test_an_unfit_value_is_refused(here: places.Places) -> None:
    with pytest.raises(UsageError):
        settings.save(here, "motion", "wild")
    assert not os.path.exists(here.settings)


def test_many_mistakes_are_a_few_lines_and_what_is_right_holds(here: places.Places) -> None:
    Path(here.settings).write_text("\n".join(f"odd{n} = 1" for n in range(8_000)) + "\nbell = false\n")
    found, told = settings.load(here)
    assert not found.bell and len(told) == 21 and "more mistakes" in told[-1]
