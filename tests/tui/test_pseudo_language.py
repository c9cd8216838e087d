"""Every screen in a pseudo-language, accented and forty per cent longer: nothing is untranslated, nothing is cut."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from test_screen_twice import ALONE, AT_HOME, OF_ONES_OWN

from ritualtui.strings import catalogues

HERE = Path(__file__).parent
NAMES = [made.__name__ for made in (*AT_HOME, *OF_ONES_OWN, *ALONE)]
PLAIN = re.compile(r"(?=[A-Z]*[a-z])[A-Za-z]*[aeiouAEIOU][A-Za-z]*")
"""A word with a plain vowel; one in capitals only is no word: USB, a recovery key."""
KEPT = {"a", "e", "i", "o", "u", "esc", "enter", "backspace", "space", "tab", "hearth", "all", "pages", "md"}
"""What no language changes: keys, a theme, an example of a file; and a word that its file could mean as an id."""
OF_THE_TEST = {
    "ReplyScreen": {"Ben"}, "SharingScreen": {"Ben"}, "Sure": {"Really"},
    "AskScreen": {"Is", "one", "of", "you", "away", "ill", "no"},
}  # fmt: skip
"""What the test itself puts on a screen."""


@pytest.fixture(scope="session")
def pseudo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of languages with the pseudo-language."""
    folder = tmp_path_factory.mktemp("languages")
    catalogues.pseudo(folder)
    return folder


@pytest.fixture(scope="session")
def shown(pseudo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, dict[str, object]]]:
    """Each screen under it at 80×24."""
    folder = tmp_path_factory.mktemp("homes")
    env = {
        **os.environ, "RITUALTUI_LANGUAGES": str(pseudo), "RITUALTUI_LANGUAGE": catalogues.PSEUDO,
        "PYTHONPATH": os.pathsep.join(map(str, (HERE, HERE.parent / "store", HERE.parent, HERE.parent.parent))),
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, HERE / "pseudo_screens.py", folder, "80", "24", *NAMES],
        env=env, capture_output=True, text=True, timeout=600,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    yield {one["screen"]: one for one in map(json.loads, done.stdout.splitlines())}


@pytest.mark.slow
@pytest.mark.parametrize("screen", NAMES)
def test_nothing_is_untranslated_and_nothing_lies_over_another(
    shown: dict[str, dict[str, list[str]]], screen: str
) -> None:
    lines = shown[screen]["lines"]
    plain = {word for line in lines for word in PLAIN.findall(line)} - KEPT - OF_THE_TEST.get(screen, set())
    assert not plain, "\n".join([", ".join(sorted(plain)), *lines])
    assert shown[screen]["wrong"] == []
