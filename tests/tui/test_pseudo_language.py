"""Every screen in a pseudo-language, accented and forty per cent longer: nothing is untranslated, nothing is cut."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from ritualtui.strings import catalogues
from support import on_path, script
from support.every_screen import ALONE, AT_HOME, OF_ONES_OWN

NAMES = [made.__name__ for made in (*AT_HOME, *OF_ONES_OWN, *ALONE)]
PLAIN = re.compile(r"(?=[A-Z]*[a-z])[A-Za-z]*[aeiouAEIOU][A-Za-z]*")
"""A word with a plain vowel; one in capitals only is no word: USB, a recovery key."""
KEPT = {"a", "e", "i", "o", "u", "esc", "enter", "backspace", "space", "tab", "hearth", "pages", "md"}
"""What no language changes: keys, a theme, an example of a file."""
IDS = {"all", "fewer", "more", "less", "now", "bids", "thank", "yous"}
"""Single words of a TOML file, which the pseudo-language takes for ids."""
OF_THE_TEST = {
    "ReplyScreen": {"Ben"}, "SharingScreen": {"Ben"}, "Sure": {"Really"},
    "AskScreen": {"Is", "one", "of", "you", "away", "ill", "no"}, "CardScreen": {"Dreams"},
    "StepTextScreen": {"by", "to", "partner"}, "LookScreen": {"Tea", "every", "day", "Sit", "down"},
}  # fmt: skip
"""What the test itself puts on a screen."""


@pytest.mark.slow
def test_on_no_screen_is_anything_untranslated_or_cut(tmp_path: Path) -> None:
    languages = tmp_path / "languages"
    catalogues.pseudo(languages)
    env = {**os.environ, "RITUALTUI_LANGUAGES": str(languages), "RITUALTUI_LANGUAGE": catalogues.PSEUDO}
    done = subprocess.run(
        [sys.executable, script("pseudo_screens"), tmp_path, "80", "24", *NAMES],
        env=on_path(env), capture_output=True, text=True, timeout=600,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    shown = {one["screen"]: one for one in map(json.loads, done.stdout.splitlines())}
    assert list(shown) == NAMES
    plain = {}
    for name, one in shown.items():
        kept = KEPT | IDS | OF_THE_TEST.get(name, set())
        found = {line: words for line in one["lines"] if (words := set(PLAIN.findall(line)) - kept)}
        plain |= {name: found} if found else {}
    assert plain == {}
    assert {name: one["wrong"] for name, one in shown.items() if one["wrong"]} == {}
