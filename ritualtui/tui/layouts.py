"""Which key of a US keyboard lies where another layout has a letter: keys are meant by their place as much as by name.

Whoever writes Cyrillic, Greek, Hebrew or Arabic has that layout on, and would have to change it for every key here.
Layouts that write Latin letters are not among these: on them a letter is the key of its name. Where two layouts have a
letter at different places the locale's language decides, else the one that more people write; a terminal that speaks
kitty's keyboard protocol says itself where the key lies.

The rows are those of xkeyboard-config, as Linux desktops have them.
"""

import os
import unicodedata
from typing import Final

_US: Final = "`1234567890-=qwertyuiop[]asdfghjkl;'\\zxcvbnm,./"
_ROWS: Final = {
    "ru": "ё            йцукенгшщзхъфывапролджэ ячсмитьбю ",
    "uk": "             йцукенгшщзхїфівапролджєґячсмитьбю ",
    "be": "ё            йцукенгшўзх фывапролджэ ячсмітьбю ",
    "kk": "  әіңғ  үұқөһйцукенгшщзхъфывапролджэ ячсмитьбю ",
    "el": "              ςερτυθιοπ  ασδφγηξκλ   ζχψωβνμ   ",
    "he": "               קראטוןםפ  שדגכעיחלךף  זסבהנמצתץ ",
    "ar": "ذ            ضصثقفغعهخحجدشسيبلاتنمكط ئءؤرﻻىةوزظ",
    "fa": " ۱۲۳۴۵۶۷۸۹۰  ضصثقفغعهخحجچشسیبلاتنمکگ ظطزرذدپو  ",
    "ka": "             ქწერტყუიოპ  ასდფგჰჯკლ   ზხცვბნმ   ",
    "hy": " ֆձ       օէղճփբսմուկըթծցջվգեանիտհպր ժդչյզլքխշռ",
    "th": " ๅ  ภถ\u0e38\u0e36คตจขชๆไำพะ\u0e31\u0e35รนยบลฟหกดเ\u0e49\u0e48าสวงฃผปแอ\u0e34\u0e37ทมใฝ",
    "hi": "\u094a१२३४५६७८९० \u0943\u094c\u0948\u093e\u0940\u0942बहगदजड\u093c"
    "\u094b\u0947\u094d\u093f\u0941परकतचट\u0949\u0946\u0902मनवलस  य",
    "sr": "             љњертзуиопшђасдфгхјклчћжжџцвбнм   ",
    "mk": "             љњертѕуиопшѓасдфгхјклчќжзџцвбнм   ",
    "bg": "              уеишщксдзц ьяаожгтнвмч юйъэфхпрлб",
    "mn": "           ещфцужэнгшүзкъйыбөахролдп ячёсмитьвю",
}  # fmt: skip
"""By language, what each key of ``_US`` writes; a blank where that is no letter. The first has the say."""

_told: dict[str, str] = {}


def tell(letter: str, key: str) -> None:
    """The terminal says that ``letter`` lies where a US keyboard has ``key``."""
    if letter != key and is_elsewhere(letter):
        _told[letter] = key


def is_elsewhere(letter: str) -> bool:
    """Whether ``letter`` is one that no Latin layout writes."""
    if len(letter) != 1 or letter.isascii() or unicodedata.category(letter)[0] not in "LMN":
        return False
    return not unicodedata.name(letter, "").startswith("LATIN ")


def key_at(letter: str) -> str | None:
    """What a US keyboard writes with the key of ``letter``; None where it is Latin, or where the key is not known."""
    if not is_elsewhere(letter):
        return None
    if letter.isdecimal():
        return str(unicodedata.decimal(letter))
    small = letter.lower()
    if small in _told:
        return _told[small] if small == letter else _told[small].upper()
    for language in (_language(), *_ROWS):
        at = _ROWS.get(language, "").find(small)
        if at >= 0:
            return _US[at] if small == letter else _US[at].upper()
    return None


def _language() -> str:
    """The language of the locale, as far as the environment names one."""
    said = next((os.environ[name] for name in ("LC_ALL", "LC_CTYPE", "LANG") if os.environ.get(name)), "")
    return said.partition("_")[0]
