"""Which keys hold on the page of a ritual that is shown, and what they are called just now."""

from typing import TYPE_CHECKING

from ritualtui import freetext, messages
from ritualtui.tui import words
from ritualtui.tui.widgets.fields import Words
from ritualtui.tui.widgets.text_field import Line
from ritualtui.tui.widgets.timing import Timed

if TYPE_CHECKING:
    from ritualtui.tui.screens.guide import GuideScreen


def holds(screen: "GuideScreen", action: str) -> bool:
    """Whether ``action`` means something on this page; on the last one only moving it does."""
    page, session = screen.shown, screen.guide.session
    if action == "scroll":
        return True
    if screen.closing or page is None:
        return False
    if screen.park_line.is_open:
        return action in ("next", "leave")
    typing = screen.focused is not None and isinstance(screen.focused, Words | Line)
    match action:
        case "back":
            return session.index > 0
        case "back_typing":
            return session.index > 0 and typing
        case "pause":
            return bool(screen.query(Timed)) and not screen.darkness.comes
        case "darken":
            return screen.darkness.comes
        case "swap":
            return screen.guide.may_swap
        case "later":
            return screen.guide.comes_back is not None
        case "other_words":
            return bool(page.cues)
        case "another":
            return page.question is not None
        case "share":
            return screen.guide.may_share
        case "easier":
            if screen.guide.may_be_whole:
                return True
            return session.form == "full" and session.ritual.easy_steps != session.ritual.steps
        case "letters":
            return typing or bool(screen.query("#field"))
    return True


def wording(screen: "GuideScreen", ident: str) -> str | None:
    """What the key of a binding does just now, where that is another thing than usual; "" is not offered."""
    if screen.closing and ident == "app.help":
        return ""
    if screen.park_line.is_open:
        return {"guide.next": words.PARK_IT, "guide.leave": words.PARK_CLOSE}.get(ident, "")
    match ident:
        case "guide.next" if (field := screen.field) is not None and field.takes:
            return words.ADD
        case "guide.later" if (day := screen.guide.comes_back) is not None:
            from datetime import date

            return words.BACK_ON.format(day=messages.day_called(day, date.fromisoformat(screen.guide.day)))
        case "guide.swap" if screen.guide.may_swap:
            return words.BEGINS.format(name=freetext.one_line(screen.guide.other_first))
        case "guide.share":
            return words.SHARE[screen.guide.shared]
        case "guide.easier" if screen.guide.may_be_whole:
            return words.IN_FULL
        case "guide.pause" if any(not timed.pace.running for timed in screen.query(Timed)):
            return words.RESUME
        case "guide.letters":
            field = screen.field
            return "" if field is None or screen.focused is field.entry else field.back_word
    return None
