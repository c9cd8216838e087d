"""Every screen and dialog, and how it is made: those on a log of two, inside a private space, and on a log of one."""

from collections.abc import Callable
from datetime import date
from typing import Any

from textual.screen import Screen

from ritualtui.companion import partner_joins
from ritualtui.companion.nudges import Nudge
from ritualtui.companion.private.draft import Writing
from ritualtui.companion.ritual_maker import MadeStep, pieces
from ritualtui.companion.search import Filter
from ritualtui.companion.service import Companion
from ritualtui.kinds import BOTH
from ritualtui.tui import rebinding
from ritualtui.tui.app import RitualApp
from ritualtui.tui.palette import Palette
from ritualtui.tui.screens import (
    add_coming,
    ask,
    bid,
    confirm,
    dark,
    first_steps,
    guide,
    help,
    insights,
    log,
    log_filter,
    machines,
    mine,
    mine_choice,
    mine_entry,
    mine_inside,
    mine_pages,
    mine_report,
    mine_settings,
    mine_sheet,
    mine_unsaid,
    mine_write,
    pages,
    partner,
    pause,
    presence,
    questions,
    reply,
    ritual_maker,
    season,
    settings,
    talks,
    today,
    together,
)  # fmt: skip
from ritualtui.tui.screens import (
    keys as keys_screen,
)
from ritualtui.tui.screens import (
    report as report_screen,
)
from ritualtui.tui.screens.mine_inside import InsideScreen

Make = Callable[[RitualApp], Screen[Any]]

NUDGE = Nudge(
    "warmth", date(2026, 11, 20), date(2026, 11, 8), date(2026, 11, 20), "warmth", "Is one of you away?", (), "ask",
    "say", {"away": "away", "ill": "ill", "no": "no"},
)  # type: ignore[arg-type]  # fmt: skip


def companion_of(app: RitualApp) -> Companion:
    assert app.companion is not None
    return app.companion


def stay(app: RitualApp) -> Any:
    """Of whoever has gone through the door."""
    return next(screen for screen in app.screen_stack if isinstance(screen, InsideScreen)).stay


def unsaid(app: RitualApp) -> Screen[Any]:
    here = stay(app)
    return mine_unsaid.UnsaidScreen(here, Writing(here.private, here.space, kind="draft"))


def choosing(app: RitualApp) -> Screen[Any]:
    kind, many = next(iter(partner_joins.offered(companion_of(app)).items()))
    return partner.ChoosingScreen(kind, many, set())


AT_HOME: dict[type[Screen[Any]], Make] = {
    today.TodayScreen: lambda app: today.TodayScreen(),
    bid.BidScreen: lambda app: bid.BidScreen(),
    keys_screen.KeysScreen: lambda app: keys_screen.KeysScreen(),
    keys_screen.CaptureScreen: lambda app: keys_screen.CaptureScreen(
        known := rebinding.known(RitualApp, ()), known[0], {}
    ),
    pause.PauseScreen: lambda app: pause.PauseScreen(),
    season.SeasonScreen: lambda app: season.SeasonScreen(),
    log.LogScreen: lambda app: log.LogScreen(),
    log_filter.FilterScreen: lambda app: log_filter.FilterScreen(
        Filter(), companion_of(app).index.counts(), companion_of(app).people
    ),
    reply.ReplyScreen: lambda app: reply.ReplyScreen(next(iter(companion_of(app).visible())), "Ben", str),
    insights.InsightsScreen: lambda app: insights.InsightsScreen(),
    settings.SettingsScreen: lambda app: settings.SettingsScreen(),
    together.TogetherScreen: lambda app: together.TogetherScreen(),
    add_coming.AddScreen: lambda app: add_coming.AddScreen(),
    questions.QuestionsScreen: lambda app: questions.QuestionsScreen(),
    questions.CardScreen: lambda app: questions.CardScreen(questions.Row("Dreams", "", 34, "dreams")),
    talks.TalksScreen: lambda app: talks.TalksScreen(list(companion_of(app).rituals.all.values())),
    ritual_maker.RitualMakerScreen: lambda app: ritual_maker.RitualMakerScreen(),
    ritual_maker.StepsScreen: lambda app: ritual_maker.StepsScreen(),
    ritual_maker.StepTextScreen: lambda app: ritual_maker.StepTextScreen(MadeStep.of(pieces()[0])),
    ritual_maker.LookScreen: lambda app: ritual_maker.LookScreen("Tea", "every day", ["1. Sit down."]),
    first_steps.FirstStepsScreen: lambda app: first_steps.FirstStepsScreen(),
    report_screen.ReportScreen: lambda app: report_screen.ReportScreen(),
    help.HelpScreen: lambda app: help.HelpScreen(app.screen),
    pages.PagesScreen: lambda app: pages.PagesScreen(),
    machines.MachinesScreen: lambda app: machines.MachinesScreen(),
    presence.PresenceScreen: lambda app: presence.PresenceScreen(companion_of(app).people),
    guide.GuideScreen: lambda app: guide.GuideScreen(companion_of(app).rituals.begin("bedtime", present=BOTH)),
    dark.DarkScreen: lambda app: dark.DarkScreen(),
    ask.AskScreen: lambda app: ask.AskScreen(NUDGE),
    mine.MineScreen: lambda app: mine.MineScreen(),
    Palette: lambda app: Palette(placeholder="", id="--command-palette"),
}
OF_ONES_OWN: dict[type[Screen[Any]], Make] = {
    mine_inside.InsideScreen: lambda app: mine_inside.InsideScreen(stay(app)),
    mine_choice.ChoiceScreen: lambda app: mine_choice.ChoiceScreen(stay(app)),
    mine_write.JournalScreen: lambda app: mine_write.JournalScreen(
        stay(app), Writing(stay(app).private, stay(app).space)
    ),
    mine_unsaid.UnsaidScreen: unsaid,
    mine_pages.PromptsScreen: lambda app: mine_pages.PromptsScreen(stay(app), "signs-other"),
    mine_entry.EntryScreen: lambda app: mine_entry.EntryScreen(stay(app), stay(app).space.entries, 0),
    mine_settings.OwnSettingsScreen: lambda app: mine_settings.OwnSettingsScreen(stay(app)),
    mine_settings.PassphraseScreen: lambda app: mine_settings.PassphraseScreen(stay(app)),
    mine_settings.ExportScreen: lambda app: mine_settings.ExportScreen(stay(app)),
    mine_sheet.SheetScreen: lambda app: mine_sheet.SheetScreen(stay(app)),
    confirm.Sure: lambda app: confirm.Sure(stay(app), "Really?"),
    mine_report.OwnReportScreen: lambda app: mine_report.OwnReportScreen(stay(app), stay(app).space),
}
ALONE: dict[type[Screen[Any]], Make] = {
    partner.PartnerScreen: lambda app: partner.PartnerScreen(),
    partner.SharingScreen: lambda app: partner.SharingScreen("Ben"),
    partner.ChoosingScreen: choosing,
}
