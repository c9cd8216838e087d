"""One key after the other: none acts before the one in front of it has, and none before the first screen stands.

Textual hands a key to the field in focus and goes on at once: a key that the app itself answers (enter, where a
screen has it first) overtakes letters that are still on their way, and what comes behind it goes where the cursor was.
So behind each key goes a message on the same way; where that comes out again, the key has been answered, and whatever
it opened is there.
"""

import time
from collections import deque
from typing import TYPE_CHECKING, Final

from textual import events
from textual.app import ScreenStackError
from textual.message import Message

if TYPE_CHECKING:
    from textual.message_pump import MessagePump

    from ritualtui.tui.app import RitualApp

_LOOK: Final = 0.02
"""Seconds between two looks at whether the way still exists: a screen that was closed answers no more."""
_MOST: Final = 1.0
"""Seconds after which the next key goes on in any case."""
_WAITS_AT_FIRST: Final = (
    events.Key, events.Paste, events.MouseDown, events.MouseUp, events.MouseScrollDown, events.MouseScrollUp,
)  # fmt: skip


class Through(Message, bubble=True, verbose=True):
    """All that was on this way before has been answered."""

    def __init__(self, at: "MessagePump") -> None:
        super().__init__()
        self.at = at


class InOrder:
    """See the module. ``stands``: the first screen is there, and keys act."""

    def __init__(self, app: "RitualApp") -> None:
        self._app = app
        self._waiting: deque[events.Event] = deque()
        self._turn: events.Event | None = None  # the one that is answered next, or just now
        self._under_way: Through | None = None
        self._since = 0.0
        self._looks = False
        self.stands = False

    def stand(self) -> None:
        """The first screen is there: what was typed before is answered now."""
        if not self.stands:
            self.stands = True
            self._follow()

    def holds(self, event: events.Event) -> bool:
        """Whether ``event``, from the terminal, has to wait for its turn; it comes back by itself."""
        if not isinstance(event, (events.Key, events.Paste) if self.stands else _WAITS_AT_FIRST):
            return False
        free = self._turn is None and (self._under_way is None or self._is_lost())
        if self.stands and not self._waiting and free:
            return False
        self._waiting.append(event)
        self._look_soon()
        return True

    def handed_on(self, event: events.Event) -> None:
        """This was handed on: the next key waits until it has been answered."""
        if event is self._turn or isinstance(event, events.Key | events.Paste):
            self._turn = None
            self._follow()

    def through(self, message: Through) -> None:
        """Something came out."""
        if message is not self._under_way:
            return
        if message.at is not self._place():  # it opened something, or closed it, or moved the cursor
            self._follow()
        else:
            self._under_way = None
            self._next()

    def _place(self) -> "MessagePump | None":
        """Where the next key would go."""
        try:
            return self._app.focused or self._app.screen
        except ScreenStackError:
            return None

    def _follow(self) -> None:
        """Send a message after what was handed on."""
        place = self._place()
        self._under_way = Through(place) if place is not None else None
        self._since = time.monotonic()
        if place is None or self._under_way is None or not place.post_message(self._under_way):
            self._under_way = None
            self._look_soon()

    def _is_lost(self) -> bool:
        """Whether what is under way will not come out any more."""
        found = self._under_way
        return found is not None and (not found.at.is_attached or time.monotonic() - self._since > _MOST)

    def _look_soon(self) -> None:
        if self.stands and self._waiting and not self._looks:
            self._looks = True
            self._app.set_timer(_LOOK, self._look)

    def _look(self) -> None:
        self._looks = False
        if self._under_way is None:
            self._next()
        elif self._is_lost():
            self._follow()
        self._look_soon()

    def _next(self) -> None:
        if self._waiting and self._under_way is None and self._turn is None:
            self._turn = self._waiting.popleft()
            self._app.call_next(self._app.take, self._turn)
