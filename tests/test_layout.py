"""The shape of the program: imports run downwards, and importing anything reads and makes nothing."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

import ritualtui

ROOT = Path(ritualtui.__file__).parent
NEEDS = {
    "ritualtui.sync.sftp": ("asyncssh", "sshfs"),
    "ritualtui.sync.webdav": ("httpx", "webdav4.fsspec"),
    "ritualtui.sync.s3": ("aiobotocore.session", "s3fs"),
}
"""What is loaded only where an address asks for it; an extra brings it."""
EXTRAS = {name for needed in NEEDS.values() for name in needed if importlib.util.find_spec(name.split(".")[0])}
MODULES = sorted(
    name
    for path in ROOT.rglob("*.py")
    if (name := ".".join(("ritualtui", *path.relative_to(ROOT).with_suffix("").parts)).removesuffix(".__init__"))
    and EXTRAS.issuperset(NEEDS.get(name, ()))
)

# Runs in a process of its own: imports every module and prints what of ours was opened, or done at all, meanwhile. What
# the back-ends of extras do while they are imported is theirs (asyncssh looks for libraries): they come before.
_WATCH = """\
import importlib, sys
for name in {extras!r}:
    importlib.import_module(name)
done = []
DEEDS = ("os.mkdir", "os.rename", "os.remove", "os.symlink", "os.truncate", "os.utime", "os.system", "subprocess.Popen",
         "socket.connect", "socket.bind")
sys.addaudithook(lambda event, args: done.append((event, str(args[0]))) if event == "open" or event in DEEDS else None)
for name in {names!r}:
    importlib.import_module(name)
for event, path in done:
    if event in DEEDS or (path.startswith({ours!r}) and not path.endswith((".py", ".pyc", ".so"))):
        print(event, path)
"""


@pytest.mark.slow
def test_imports_run_downwards() -> None:
    """The contracts stand in ``pyproject.toml``."""
    pytest.importorskip("importlinter", reason="import-linter is not here; .ci/run has it")
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"], capture_output=True, text=True, cwd=ROOT.parent
    )
    assert done.returncode == 0, done.stdout


@pytest.mark.slow
def test_nothing_is_read_or_made_by_importing(tmp_path: Path) -> None:
    """No module, of any part, opens a file of ours or the user's, makes a folder or starts anything."""
    home = tmp_path / "home"
    names = [name for name in MODULES if name != "ritualtui.__main__"]
    code = _WATCH.format(extras=sorted(EXTRAS), names=names, ours=(str(ROOT), str(home)))
    env = {"PATH": os.environ["PATH"], "HOME": str(home), "XDG_DATA_HOME": str(home), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=env, cwd=tmp_path)
    assert (done.stdout, done.stderr) == ("", "")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_each_module_can_be_imported_by_itself() -> None:
    """In any order: none leans on another having been there first. One process, each module with a clean slate."""
    code = (
        "import importlib, sys\n"
        f"for name in {MODULES!r}:\n"
        "    for loaded in [m for m in sys.modules if m.split('.')[0] == 'ritualtui']:\n"
        "        del sys.modules[loaded]\n"
        "    if not name.startswith('ritualtui.tui') and name != 'ritualtui.__main__':\n"
        "        importlib.import_module(name)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


def test_reading_an_address_and_opening_a_folder_load_no_back_end() -> None:
    code = (
        "import sys\n"
        "from ritualtui.sync import address, cloud_folders, open_target, rclone, remote\n"
        "open_target.open_target('/tmp')\n"
        "try:\n    open_target.open_target('sftpp://x')\nexcept Exception as err:\n    print(type(err).__name__)\n"
        "print({'asyncssh', 'fsspec', 'httpx', 'botocore', 'asyncio'} & set(sys.modules))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("UsageError\nset()\n", "")


def test_what_the_first_paint_does_not_wait_for() -> None:
    """Today is painted from a small file; what reads the log is loaded behind it."""
    code = (
        "import sys, ritualtui.cli.screen, ritualtui.tui.app\n"
        "heavy = {'click', 'msgspec', 'tinydb', 'tomlkit', 'ritualtui.kinds', 'ritualtui.companion.service'}\n"
        "print(heavy & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


HEAVY = {
    "msgspec",
    "tinydb",
    "tomllib",
    "tomlkit",
    "platformdirs",
    "pathlib",
    "textual",
    "rich",
    "uuid",
    "importlib.resources",
}
"""What the quick path goes without; ``uuid`` is click's own doing and stands here only for what we would add."""


@pytest.mark.sample(5)
@pytest.mark.parametrize(
    ("args", "without"),
    [
        (["thank", "x"], HEAVY),
        (["thank", "--quiet", "--when", "yesterday 21:00", "--tag", "a", "x"], HEAVY),
        (["bid", "toward", "--from", "me", "x"], HEAVY),
        (["today"], {"textual", "rich", "tomlkit"}),
        (["list"], {"textual", "rich", "tomlkit"}),
        (["pulse"], {"textual", "rich", "tomlkit"}),
        (["did", "bedtime"], {"textual", "rich", "tomlkit"}),
        (["help"], {"textual", "rich", "msgspec", "tinydb", "tomllib", "tomlkit"}),
        (["help", "abuse"], {"textual", "rich", "msgspec", "tinydb", "tomllib", "tomlkit"}),
        (["--help"], {"textual", "rich", "msgspec", "tinydb", "tomllib"}),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_what_a_command_does_not_load(env: dict[str, str], tmp_path: Path, args: list[str], without: set[str]) -> None:
    def modules(*command: str) -> set[str]:
        timed = subprocess.run(
            [sys.executable, "-X", "importtime", *command],
            env=env,
            cwd=tmp_path,
            check=True,
            capture_output=True,
            text=True,
        )
        return {line.rsplit("|", 1)[1].strip() for line in timed.stderr.splitlines() if "|" in line}

    modules("-m", "ritualtui", "init", "--me", "Ana", "--partner", "Ben")
    loaded = modules("-m", "ritualtui", *args)
    assert "ritualtui.cli.group" in loaded
    assert (loaded - modules("-c", "import click")) & without == set()


def test_type_checkers_may_read_our_hints() -> None:
    """``py.typed`` says so, as the classifier does; ``.ci/run`` looks for it in the wheel."""
    assert (ROOT / "py.typed").is_file()
