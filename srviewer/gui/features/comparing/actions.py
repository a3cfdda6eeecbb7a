"""What the menus offer of the comparison: mode, scale, methods, panes, work."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from srviewer import upsamplers
from srviewer.gui.canvas.canvas import Canvas
from srviewer.gui.features.comparing import panes
from srviewer.gui.features.comparing.comparing import Comparing
from srviewer.gui.features.comparing.methods import MethodsPanel
from srviewer.gui.look import language
from srviewer.gui.look.actions import Action, Changing, Menu, OneOf, Thing
from srviewer.gui.look.language import tr as _tr
from srviewer.kinds import Mode
from srviewer.session import Session


def modes(session: Session) -> OneOf:
    def mode(name: Mode, title: str, key: str) -> Action:
        choose = partial(session.choose_mode, name)
        return Action(title, key, choose, ticked=lambda: session.comparison.mode == name)

    return OneOf((mode(Mode.UPSCALE, _tr("&Upscale"), "Ctrl+U"), mode(Mode.BENCHMARK, _tr("&Benchmark"), "Ctrl+B")))


def scales(session: Session) -> Changing:
    def scale(n: int) -> Action:
        choose = partial(session.choose_scale, n)
        return Action(f"×{n}", f"Alt+{n}", choose, ticked=lambda: session.comparison.scale == n)

    return Changing(lambda: [scale(n) for n in upsamplers.scales()], one_of=True)


def methods(panel: MethodsPanel, *more: Action) -> Menu:
    """`more` stands below the methods."""
    model = panel.model

    def method(i: int, name: str, title: str) -> Action:
        return Action(
            language.core(title),
            f"Ctrl+Alt+{i % 10}" if i <= 10 else f"Ctrl+Alt+Shift+{i % 10}" if i <= 20 else "",
            lambda: model.set_ticked(name, model.pane_index(name) is None),
            ticked=lambda: model.pane_index(name) is not None,
            enabled=lambda: upsamplers.unavailable_reason(name) is None,
        )

    def listed() -> list[Action]:
        return [method(i, m.name, m.title) for i, m in enumerate(upsamplers.known(), 1)]

    here = Action(
        _tr("&Show current method"),
        "Ctrl+Alt+V",
        panel.toggle_marked,
        ticked=lambda: model.pane_index(panel.marked) is not None,
        on=(Thing.METHOD,),
    )
    return Menu(_tr("&Methods"), Changing(listed), None, here, *more, on=(Thing.EMPTY,))


def of_panes(session: Session, canvas: Canvas, fail: Callable[[str], None]) -> tuple[Action, ...]:
    """`fail` is told why a pane cannot be copied."""

    def copy() -> None:
        if why := panes.copy_selected(session):
            fail(why)

    of_pane = partial(Action, picture=True, on=(Thing.PANE,))
    against = _tr("The pane selected next is compared with it; Ctrl+click on a pane does the same")
    return (
        Action(_tr("&Next pane"), "Ctrl+Right", partial(panes.select_beside, session, 1), picture=True),
        Action(_tr("&Previous pane"), "Ctrl+Left", partial(panes.select_beside, session, -1), picture=True),
        of_pane(_tr("Compare &with selected pane"), "A", canvas.compare_with_selected, against),
        of_pane(_tr("D&uplicate selected pane"), "Ctrl+D", copy),
        of_pane(_tr("Close selected &pane"), "Ctrl+Shift+W", partial(panes.close_selected, session)),
        of_pane(_tr("Move pane &forward"), "Ctrl+Shift+Right", partial(panes.move_selected, session, 1)),
        of_pane(_tr("Move pane &back"), "Ctrl+Shift+Left", partial(panes.move_selected, session, -1)),
    )


def parameters(show: Callable[[], object]) -> Action:
    """`show` lets the user set them."""
    return Action(_tr("Para&meters of selected pane"), "P", show, picture=True, on=(Thing.PANE,))


def stop(comparing: Comparing, otherwise: Callable[[], object]) -> Action:
    """Stops what is at work; if nothing is, does the other thing."""
    return Action(_tr("S&top"), "Esc", lambda: comparing.cancel_all() if comparing.busy else otherwise())


def work(comparing: Comparing) -> tuple[Action, Action]:
    return (
        Action(_tr("Recompute selected p&ane"), "F5", comparing.retry_selected, picture=True, on=(Thing.PANE,)),
        Action(_tr("Run &whole image"), "Ctrl+R", comparing.run_whole, picture=True),
    )
