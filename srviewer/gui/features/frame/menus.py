"""The menus: every action of the window with its shortcut. Each is one line here and one verb elsewhere.

What there are many of goes by number after a first key: samples and copies of the numbers after Ctrl+G, recent files
after Ctrl+H, lessons after Ctrl+J, themes after Ctrl+Shift+T.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from srviewer import upsamplers
from srviewer.gui import shell
from srviewer.gui.canvas.canvas import MOST_PANES
from srviewer.gui.features.comparing.choose import choose_mode
from srviewer.gui.features.frame.toolbar import ZOOMS, percent, view_titles
from srviewer.gui.features.opening import recent
from srviewer.gui.look import controls, language, theme
from srviewer.gui.look.language import tr as _tr
from srviewer.gui.services import settings
from srviewer.imaging import samples
from srviewer.reports.table import FORMATS

if TYPE_CHECKING:
    from srviewer.gui.window import MainWindow

Key = QKeySequence.StandardKey | str


class Menus:
    """Builds the menu bar of a window and keeps its ticks true."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._modes: dict[str, QAction] = {}
        self._scales: dict[int, QAction] = {}
        self._methods: dict[str, QAction] = {}
        self._views: dict[str, QAction] = {}
        self._recents: list[QAction] = []
        self._for_picture: list[QAction] = []
        bar = window.menuBar()
        bar.clear()  # of a window that was painted before its menus were made
        builders = (self._file, self._edit, self._compare, self._view, self._lessons, self._help)
        for title, build in zip(shell.menu_titles(), builders, strict=True):
            build(bar.addMenu(title))
        window.session.subscribe(self._session_changed)
        window.canvas.way_changed.connect(self._refresh)
        self._refresh()

    # -- one method a menu --------------------------------------------------------------------------------

    def _file(self, menu: QMenu) -> None:
        w = self._window
        standard = QKeySequence.StandardKey
        self._add(menu, _tr("&Open…"), standard.Open, w.ask_what_to_open)
        sub = menu.addMenu(_tr("Open a &sample"))
        for i, sample in enumerate(samples.names(), 1):
            run = partial(w.opening.sample, sample.name)
            action = self._add(sub, language.core(sample.title), f"Ctrl+G, {i}", run)
            action.setToolTip(language.core(sample.line))
        self._recent = menu.addMenu(_tr("Open &recent"))
        self._clear_recent = self._add(None, _tr("Clear the list of recent files"), "Ctrl+H, 0", self._forget_recent)
        self._recent.aboutToShow.connect(self._list_recent)
        self._list_recent()
        self._add(menu, _tr("&Paste a picture"), standard.Paste, w.opening.paste)
        self._add(menu, _tr("&Next of several files"), "PgDown", lambda: w.opening.step(1), picture=True)
        self._add(menu, _tr("P&revious of several files"), "PgUp", lambda: w.opening.step(-1), picture=True)
        own = self._add(menu, _tr("Open my own &result…"), "Ctrl+Shift+O", w.ask_own, picture=True)
        own.setToolTip(_tr("A result of this picture that was made elsewhere, in a pane of its own"))
        self._add(menu, _tr("&Close the picture"), "Ctrl+W", w.session.close, picture=True)
        queue = self._add(menu, _tr("&Upscale to folder…"), "Ctrl+Shift+U", w.upscale_to_folder)
        queue.setToolTip(_tr("Many files, one after the other, into a folder"))
        menu.addSeparator()
        self._add(menu, _tr("&Save the selected pane…"), standard.Save, w.ask_where_to_save, picture=True)
        keep = self._add(menu, _tr("Save the comparison…"), standard.SaveAs, w.ask_where_comparison, picture=True)
        keep.setToolTip(_tr("What is chosen and how it is looked at, as a file that opens again to the same"))
        self._add(menu, _tr("Save every pane…"), "Ctrl+Alt+S", w.save_all, picture=True)
        sheet = self._add(menu, _tr("Export a contact sheet…"), "Ctrl+Shift+E", w.export_sheet, picture=True)
        sheet.setToolTip(_tr("All methods with their numbers, whole and at the regions; or a page with a slider"))
        self._add(menu, _tr("&Copy the selected pane"), standard.Copy, w.saving.copy, picture=True)
        self._add(menu, _tr("Copy the region of the selected pane"), "Ctrl+Shift+C", w.saving.copy_region, picture=True)
        numbers = _tr("Copy the region's numbers of every pane")
        self._add(menu, numbers, "Ctrl+Shift+M", w.region_numbers.copy, picture=True)
        sub = menu.addMenu(_tr("Copy all &numbers"))
        for form in FORMATS:
            text, copy = _tr("Copy the numbers as {}").format(form), partial(w.exporting.copy_numbers, form)
            key = "Ctrl+Alt+C" if form == "TSV" else f"Ctrl+G, {form[0]}"
            self._add(sub, text, key, copy, picture=True)
        self._add(menu, _tr("&Export the numbers…"), "Ctrl+E", w.ask_where_numbers, picture=True)
        menu.addSeparator()
        self._add(menu, _tr("&Quit"), "Ctrl+Q", w.close).setMenuRole(QAction.MenuRole.QuitRole)

    def _list_recent(self) -> None:
        """What was opened last."""
        menu, w = self._recent, self._window
        menu.clear()
        for action in self._recents:
            w.removeAction(action)
            action.deleteLater()
        found = recent.paths()
        self._recents = [
            self._add(menu, path.name.replace("&", "&&"), f"Ctrl+H, {i}", partial(w.opening.files, (path,)))
            for i, path in enumerate(found, 1)
        ]
        for action, path in zip(self._recents, found, strict=True):
            action.setToolTip(str(path))
        if found:
            menu.addSeparator()
        menu.addAction(self._clear_recent)
        self._clear_recent.setEnabled(bool(found))

    def _forget_recent(self) -> None:
        recent.clear()
        self._list_recent()

    def _edit(self, menu: QMenu) -> None:
        stack = self._window.history.stack
        for action, key in (
            (stack.createUndoAction(self._window, _tr("&Undo")), QKeySequence.StandardKey.Undo),
            (stack.createRedoAction(self._window, _tr("&Redo")), QKeySequence.StandardKey.Redo),
        ):
            action.setShortcut(QKeySequence(key))
            self._window.addAction(action)
            menu.addAction(action)
        menu.addSeparator()
        self._add(menu, _tr("&Find an action…"), "Ctrl+K", self._window.find_action)
        settings_action = self._add(menu, _tr("Se&ttings…"), "Ctrl+,", self._window.show_settings)
        settings_action.setMenuRole(QAction.MenuRole.PreferencesRole)

    def _compare(self, menu: QMenu) -> None:
        w, session = self._window, self._window.session
        modes = QActionGroup(w)
        for name, title, key in (
            ("upscale", _tr("&Upscale"), "Ctrl+U"),
            ("benchmark", _tr("&Benchmark"), "Ctrl+B"),
        ):
            action = self._add(menu, title, key, lambda mode=name: choose_mode(session, mode), checkable=True)
            modes.addAction(action)
            self._modes[name] = action
        menu.addSeparator()
        scales = QActionGroup(w)
        for n in upsamplers.SCALES:
            action = self._add(menu, f"×{n}", f"Alt+{n}", lambda scale=n: session.edit(scale=scale), checkable=True)
            scales.addAction(action)
            self._scales[n] = action
        menu.addSeparator()
        sub = menu.addMenu(_tr("&Methods"))
        for i, method in enumerate(upsamplers.METHODS, 1):
            key = f"Ctrl+Alt+{i % 10}" if i <= 10 else f"Ctrl+Alt+Shift+{i - 10}"
            ticked = self._add(sub, language.core(method.title), key, None, checkable=True)
            ticked.triggered.connect(lambda on, name=method.name: w.left.methods.model.set_ticked(name, on))
            self._methods[method.name] = ticked
        menu.addSeparator()
        self._add(menu, _tr("&Next pane"), "Ctrl+Right", lambda: w.select_beside(1), picture=True)
        self._add(menu, _tr("&Previous pane"), "Ctrl+Left", lambda: w.select_beside(-1), picture=True)
        self._add(menu, _tr("C&opy the selected pane beside it"), "Ctrl+D", w.copy_pane, picture=True)
        self._add(menu, _tr("Close the selected &pane"), "Ctrl+Shift+W", w.close_pane, picture=True)
        against = self._add(menu, _tr("Compare &with the selected pane"), "A", w.compare_with_selected, picture=True)
        against.setToolTip(_tr("What is selected next is compared with it; so does Ctrl and a click on a pane"))
        self._add(menu, _tr("Move the pane &on"), "Ctrl+Shift+Right", lambda: w.move_pane(1), picture=True)
        self._add(menu, _tr("Move the pane &back"), "Ctrl+Shift+Left", lambda: w.move_pane(-1), picture=True)
        menu.addSeparator()
        self._add(menu, _tr("Do the selected pane &again"), "F5", w.retry_selected, picture=True)
        self._add(menu, _tr("Run the &whole picture"), "Ctrl+R", w.comparing.run_whole, picture=True)
        self._add(menu, _tr("&Blind test"), "Ctrl+Shift+B", w.blind.start, picture=True)
        for picked, text, key in (
            ("left", _tr("Blind test: left is better"), "Alt+Left"),
            ("", _tr("Blind test: no difference"), "Alt+Down"),
            ("right", _tr("Blind test: right is better"), "Alt+Right"),
        ):
            self._add(menu, text, key, partial(w.blind.vote, picked), picture=True)
        self._add(menu, _tr("S&top"), "Esc", w.escape)

    def _view(self, menu: QMenu) -> None:
        w = self._window
        standard = QKeySequence.StandardKey
        self._add(menu, _tr("Zoom &in"), standard.ZoomIn, w.canvas.zoom_in)
        self._add(menu, _tr("Zoom &out"), standard.ZoomOut, w.canvas.zoom_out)
        self.add_zooms(menu.addMenu(_tr("&Zoom")))
        menu.addSeparator()
        views = QActionGroup(w)
        for i, (name, title, line) in enumerate(view_titles(), 1):
            action = self._add(menu, title, f"Alt+Shift+{i}", partial(_choose_view, w, name), checkable=True)
            action.setToolTip(line)
            views.addAction(action)
            self._views[name] = action
        layout = menu.addMenu(_tr("&Layout"))
        layouts = QActionGroup(w)
        for i, (columns, title) in enumerate(
            (
                (None, _tr("&Automatic")),
                (MOST_PANES, _tr("One &row")),
                (2, _tr("&Two columns")),
                (1, _tr("One &column")),
            ),
            1,
        ):
            choose = partial(w.canvas.set_way, columns=columns)
            action = self._add(layout, title, f"Ctrl+Shift+{i}", choose, checkable=True)
            action.setChecked(columns is None)
            layouts.addAction(action)
        smooth = self._add(menu, _tr("S&mooth above 100 %"), "Ctrl+I", None, checkable=True)
        smooth.setToolTip(_tr("Interpolate what is enlarged on the screen, instead of showing pixels as they are"))
        smooth.toggled.connect(w.canvas.set_smooth)
        inside = self._add(menu, _tr("Look &inside"), "I", w.look_inside, picture=True)
        inside.setToolTip(_tr("The subbands over five levels, edited and rebuilt; in the place of the panes"))
        self._add(menu, _tr("&Magnifier"), "M", w.canvas.toggle_magnifier, picture=True)
        self._add(menu, _tr("Shift the selected pane on its &own"), "Ctrl+L", w.toggle_loose, picture=True)
        self._add(menu, _tr("Align all panes"), "Ctrl+Shift+L", w.canvas.align, picture=True)
        self._add(menu, _tr("Draw a &region"), "R", w.canvas.draw_region, picture=True)
        self._add(menu, _tr("Take the region away"), "Del", w.remove_region, picture=True)
        self._add(menu, _tr("Next &difference"), "N", w.mapping.next_difference, picture=True)
        menu.addSeparator()
        self._add(menu, _tr("Show or hide &captions"), "Ctrl+T", w.canvas.toggle_captions)
        self._add(menu, _tr("Fold the &left side"), "F7", w.fold_left)
        self._add(menu, _tr("Fold the &right side"), "F8", w.fold_right)
        self._add(menu, _tr("Fold &both sides"), "F9", w.body.fold_both)
        self._add(menu, _tr("&Full screen"), "F11", w.toggle_full_screen)
        menu.addSeparator()
        self._themes(menu.addMenu(_tr("&Theme")))

    def _themes(self, menu: QMenu) -> None:
        group = QActionGroup(self._window)
        titles = {"system": _tr("As the &system"), "dark": _tr("&Dark"), "light": _tr("&Light")}
        for i, name in enumerate(theme.THEMES, 1):
            action = self._add(menu, titles[name], f"Ctrl+Shift+T, {i}", partial(_take_theme, name), checkable=True)
            action.setChecked(theme.name() == name)
            menu.aboutToShow.connect(partial(_tick_theme, action, name))  # it may have been chosen in the settings
            group.addAction(action)

    def _lessons(self, menu: QMenu) -> None:
        lessons = self._window.lessons
        sub = menu.addMenu(_tr("&Begin"))
        for i, (title, begin) in enumerate(lessons.titled(), 1):
            self._add(sub, title, f"Ctrl+J, {i}", begin)
        self._add(menu, _tr("&Open a lesson…"), "Ctrl+J, O", lessons.ask)
        menu.addSeparator()
        for text, key, run in (
            (_tr("&Next step"), "Ctrl+PgDown", lambda: lessons.step(1)),
            (_tr("&Previous step"), "Ctrl+PgUp", lambda: lessons.step(-1)),
            (_tr("&Present"), "Shift+F5", lessons.present),
            (_tr("Print as a &handout…"), "Ctrl+P", lessons.ask_where_handout),
            (_tr("&Reset: my own comparison again"), "Ctrl+J, R", lessons.reset),
            (_tr("&Close the lesson"), "Ctrl+J, W", lessons.close),
        ):
            lessons.take_action(self._add(menu, text, key, run))

    def _help(self, menu: QMenu) -> None:
        self._add(menu, _tr("&Keys"), "F1", self._window.show_keys)
        self._add(menu, _tr("The &claims, recomputed…"), "Shift+F1", self._window.show_claims)
        about = self._add(menu, _tr("&About srviewer"), "Ctrl+F1", self._window.show_about)
        about.setMenuRole(QAction.MenuRole.AboutRole)

    # -- shared -------------------------------------------------------------------------------------------

    def add_zooms(self, menu: QMenu) -> None:
        """The zooms, for this menu and for the toolbar's; the actions are the same ones."""
        w = self._window
        if not hasattr(self, "_zooms"):
            keys = {0.25: 7, 0.5: 5, 1.0: 1, 2.0: 2, 4.0: 4, 8.0: 8, 16.0: 6, 32.0: 3}
            self._zooms = [self._add(None, _tr("&Fit the window"), "Ctrl+0", w.canvas.fit)]
            for zoom in ZOOMS:
                run = w.canvas.actual_size if zoom == 1 else lambda z=zoom: w.canvas.zoom_to(z)
                self._zooms.append(self._add(None, percent(zoom), f"Ctrl+{keys[zoom]}", run))
        menu.addActions(self._zooms)

    def shortcuts(self) -> list[tuple[str, str]]:
        """Every action but the recent files, and its shortcut: (text, keys)."""
        return [
            (controls.plain(a.text()), a.shortcut().toString(QKeySequence.SequenceFormat.NativeText))
            for a in self._window.actions()
            if a not in self._recents
        ]

    def _add(
        self,
        menu: QMenu | None,
        text: str,
        key: Key,
        run: Callable[[], object] | None,
        checkable: bool = False,
        picture: bool = False,
    ) -> QAction:
        """One action; `picture`: only while a picture is open."""
        action = QAction(text, self._window)
        action.setShortcut(QKeySequence(key))
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.setCheckable(checkable)
        if run is not None:
            action.triggered.connect(lambda _checked=False: run())
        if picture:
            self._for_picture.append(action)
        self._window.addAction(action)
        if menu is not None:
            menu.addAction(action)
        return action

    def _session_changed(self, names: frozenset[str]) -> None:
        if "source" in names:
            QTimer.singleShot(0, self._recent, self._list_recent)  # once what was opened is among them
        if names & {"mode", "scale", "panes", "source"}:
            self._refresh()

    def _refresh(self) -> None:
        session = self._window.session
        c = session.comparison
        self._modes[c.mode].setChecked(True)
        self._scales[c.scale].setChecked(True)
        shown = {pane.method for pane in c.panes}
        for name, action in self._methods.items():
            reason = upsamplers.unavailable_reason(name)
            action.setChecked(name in shown)
            action.setEnabled(reason is None)
            action.setToolTip(language.said(reason or ""))
        if (view := self._window.canvas.view.name) in self._views:
            self._views[view].setChecked(True)
        for action in self._for_picture:
            action.setEnabled(session.source is not None)


def zoom_menu(menus: Menus, parent: QWidget) -> QMenu:
    """The toolbar's menu of zooms."""
    menu = QMenu(parent)
    menus.add_zooms(menu)
    return menu


def _choose_view(window: MainWindow, name: str) -> None:
    window.canvas.set_way(view=name, turned=False)


def _tick_theme(action: QAction, name: theme.ThemeName) -> None:
    action.setChecked(theme.name() == name)


def _take_theme(name: theme.ThemeName) -> None:
    theme.set_theme(name)
    settings.store().setValue(settings.THEME, name)
