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
PLAIN = re.compile(r"[A-Za-z]*[aeiouAEIOU][A-Za-z]*")
KEPT = set()
"""Words with plain vowels that no language changes: keys, commands, names of programs, what one types as an example."""


@pytest.fixture(scope="session")
def pseudo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of languages with the pseudo-language."""
    folder = tmp_path_factory.mktemp("languages")
    catalogues.pseudo(folder)
    return folder


@pytest.fixture(scope="session")
def shown(
    pseudo: Path, made: tuple[Path, str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, dict[str, object]]]:
    """Each screen under it at 80×24."""
    folder = tmp_path_factory.mktemp("homes")
    env = {
        **os.environ, "RITUALTUI_LANGUAGES": str(pseudo), "RITUALTUI_LANGUAGE": catalogues.PSEUDO,
        "PYTHONPATH": f"{HERE}:{HERE.parent}:{HERE.parent.parent}", "MADE": str(made[0]),
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
    plain = {word for line in lines for word in PLAIN.findall(line)} - KEPT
    assert not plain, "\n".join([", ".join(sorted(plain)), *lines])
    assert shown[screen]["wrong"] == []
