"""``demo``."""

import click

from ritualtui.cli.invocation import Session, on_a_terminal
from ritualtui.clock import logical_day
from ritualtui.errors import UsageError
from ritualtui.strings import _


@click.command("demo")
@click.option("--seed", type=int, default=7, show_default=True, help=_("The same seed makes the same year."))
@click.option("--days", type=int, default=365, show_default=True, help=_("How many days."))
@click.option("--until", metavar="DATE", help=_("The last day; today by default."))
@click.option("--write", "folder", metavar="DIR", help=_("Write it into DIR instead of opening it."))
@click.pass_obj
def demo_command(session: Session, seed: int, days: int, until: str | None, folder: str | None) -> None:
    """Explore a year of a made-up couple, Ana and Ben.

    It opens on the full screen from a temporary folder that's deleted afterwards. Your own log isn't touched.
    """
    if folder is None and not on_a_terminal():
        raise UsageError(
            _("The full screen needs a terminal."), _("ritualtui demo --write DIR writes the year into a folder.")
        )
    from ritualtui import places
    from ritualtui.companion import demo
    from ritualtui.store import remembered

    today = logical_day(session.time.now())
    day = demo.parse_day(until, today) if until else today
    if folder is not None:
        where = places.find(folder)
        count = demo.write(where, seed, day, days)
        click.echo(
            _("{count:,} entries written. Look around with: ritualtui --at {folder}").format(count=count, folder=folder)
        )
        return
    import tempfile

    from ritualtui.cli.screen import open_screen

    with tempfile.TemporaryDirectory(prefix="ritualtui-demo-", ignore_cleanup_errors=True) as temporary:
        where = places.find(temporary)
        demo.write(where, seed, day, days)
        try:
            open_screen(Session(temporary, time=session.time))
        finally:
            remembered.forget(where)
