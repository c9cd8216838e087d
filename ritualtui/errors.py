"""The one family of errors that people see: what happened, and what to do next."""


class RitualError(Exception):
    """Something a person can act on. Faces show it as one line; it never arrives as a traceback.

    ``what`` says what happened, ``next_step`` what to do now (may be empty), ``exit_code`` is 1, or 2
    where the command was used wrongly, or 75 where it should be done again later.
    """

    def __init__(self, what: str, next_step: str = "", exit_code: int = 1) -> None:
        super().__init__(what)
        self.what = what
        self.next_step = next_step
        self.exit_code = exit_code

    def __str__(self) -> str:
        return f"{self.what} {self.next_step}".rstrip()


class UsageError(RitualError):
    """The words of a command are off: exit 2."""

    def __init__(self, what: str, next_step: str = "") -> None:
        super().__init__(what, next_step, exit_code=2)
