"""What README and docs say is true."""

import re
import subprocess
import sys
from pathlib import Path

import click

from ritualtui.cli.group import COMMANDS, GROUPS, cli
from ritualtui.practice import pages as help_pages
from ritualtui.practice import rituals
from ritualtui.practice.ritual_run import Person, begin

ROOT = Path(__file__).parent.parent


def test_readme_names_every_command() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [name for name in COMMANDS if f"`{name}" not in readme] == []


def test_readme_has_the_two_commands_each_on_one_line() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    lines = [line for line in readme.splitlines() if line.startswith("python3 ")]
    assert len(lines) == 2
    assert lines[0].endswith(".venv/bin/ritualtui")
    assert "pytest" in lines[1]


def test_links_lead_somewhere() -> None:
    for page in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")]:
        for target in re.findall(r"\]\(([^)#]+)", page.read_text(encoding="utf-8")):
            assert target.startswith("https://") or (page.parent / target).exists(), f"{page.name}: {target}"


def test_the_ritual_in_the_docs_is_one() -> None:
    page = (ROOT / "docs" / "rituals.md").read_text(encoding="utf-8")
    example = re.search(r"```toml\n(.*?)```", page, re.DOTALL)
    assert example
    found, problems = rituals.parse(example[1], "rituals.toml")
    assert problems == ()
    assert found[0].id == "tea"
    session = begin(found[0], Person("a", "Ana"), Person("b", "Ben"))
    assert [p.step.kind for p in session.pages] == ["say", "breathe", "listen", "listen", "appreciate", "appreciate"]


def test_help_lists_every_command() -> None:
    shown = subprocess.run(
        [sys.executable, "-m", "ritualtui", "--help"], capture_output=True, text=True, check=True
    ).stdout
    for name, (_, help_) in COMMANDS.items():
        assert name in shown
        assert help_.split(".")[0][:20] in shown


def test_help_lists_every_command_once_in_a_group() -> None:
    placed = [name for names in GROUPS.values() for name in names]
    assert sorted(placed) == sorted(COMMANDS), "a new command needs a place"
    assert len(GROUPS) == 6
    shown = subprocess.run(
        [sys.executable, "-m", "ritualtui", "--help"], capture_output=True, text=True, check=True
    ).stdout
    assert [line.removesuffix(":") for line in shown.splitlines() if line.removesuffix(":") in GROUPS] == [*GROUPS]
    assert shown.index("More:") < shown.index("Options:"), "the commands come first"
    assert all(len(line) <= 80 for line in shown.splitlines())
    assert "If you're afraid of your partner: ritualtui help abuse" in shown


def test_readme_begins_with_a_command_that_puts_ritualtui_on_the_path() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    install = readme[readme.index("## Install") :]
    assert install.index("pipx install .") < install.index("uv tool install .") < install.index("python3 -m venv")
    assert install.index("python3 -m venv") < install.index("ritualtui thank"), "installed before it is used"


def test_the_quiet_line_stands_at_the_report_and_on_the_page_about_therapy() -> None:
    shown = subprocess.run(
        [sys.executable, "-m", "ritualtui", "report", "--help"], capture_output=True, text=True, check=True
    ).stdout
    line = "If you're afraid of your partner, talk to a helpline before you put this together: `ritualtui help abuse`"
    page = (ROOT / "ritualtui" / "content" / "en" / "pages" / "therapy.md").read_text(encoding="utf-8")
    for text in (shown, page, (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")):
        assert line in " ".join(text.replace("’", "'").split())


def test_nothing_is_installed_by_a_name_that_is_not_ours() -> None:
    """The package index knows no ritualtui of ours: what a page or an error says to install is the clone."""
    by_name = re.compile(r"\b(?:install|inject|--with)\b[^\n|]*[\s'\"]ritualtui\b(?!\.)")
    pages = [ROOT / "README.md", *(ROOT / "docs").glob("*.md"), *(ROOT / "ritualtui").rglob("*.py")]
    pages += (ROOT / "ritualtui" / "content").rglob("*.*")
    assert [str(page) for page in pages if by_name.search(page.read_text(encoding="utf-8"))] == []


def test_each_practice_is_there_once_and_what_its_row_names_exists() -> None:
    page = (ROOT / "docs" / "practices.md").read_text(encoding="utf-8")
    rows = [line for line in page.splitlines() if re.match(r"\| \d", line)]
    assert [row.split(" | ")[0] for row in rows] == [f"| {number}" for number in range(1, 34)]
    for row in rows:
        _, practice, where, _, tests = row.removeprefix("| ").removesuffix(" |").split(" | ")
        assert practice and where
        assert re.fullmatch(r"`tests/[\w/]+\.py`(, `tests/[\w/]+\.py`)*", tests), row
    assert [path for path in re.findall(r"tests/[\w./-]+", page) if not (ROOT / path).is_file()] == []
    for said in re.findall(r"`ritualtui ([^`]+)`", page):
        name, *words = said.split()
        assert name in COMMANDS, said
        command = cli.get_command(click.Context(cli), name)
        if isinstance(command, click.Group) and words and not words[0].startswith("-"):
            command = command.commands.get(words[0])
        assert command is not None, said
        options = {option for param in command.params for option in param.opts}
        assert {word for word in words if word.startswith("-")} <= options, said
        if name in ("ritual", "help"):
            assert words[0] in (rituals.shipped() if name == "ritual" else {one.id for one in help_pages.every()}), said
