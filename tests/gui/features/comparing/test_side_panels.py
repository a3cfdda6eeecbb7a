"""The left side edits the session and shows it, silently on the way back."""

from __future__ import annotations

import catalogue_entries as entries
import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from srviewer import upsamplers
from srviewer.compared import LR, TRUTH, Comparison, Pane
from srviewer.gui.features.comparing.left import LeftPanel
from srviewer.gui.features.comparing.methods import LINE, WRAPPED, MethodDelegate
from srviewer.gui.features.comparing.parameters import ParametersPanel
from srviewer.gui.look import theme
from srviewer.gui.look.parameter_fields import ChoiceField, SliderField
from srviewer.session import Change, Field, Session

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # what the offscreen platform lacks


@pytest.fixture(autouse=True)
def all_weights_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """All methods can run, whatever weights this checkout has."""
    monkeypatch.setattr(upsamplers, "unavailable_reason", lambda name: None)


@pytest.fixture
def session() -> Session:
    return Session(Comparison(mode="benchmark", scale=4))


@pytest.fixture
def left(session: Session, qtbot: QtBot) -> LeftPanel:
    panel = LeftPanel(session)
    qtbot.addWidget(panel)
    panel.resize(236, 900)
    panel.show()
    return panel


def methods(session: Session) -> list[str]:
    return [pane.method for pane in session.comparison.panes]


def row_of(left: LeftPanel, method: str) -> int:
    return [row.method for row in left.methods.model.rows].index(method)


def click_row(left: LeftPanel, row: int | str, on_tick: bool = False) -> None:
    view, row = left.methods.list, row_of(left, row) if isinstance(row, str) else row
    rect = view.visualRect(left.methods.model.index(row))
    x = rect.right() - 20 if on_tick else rect.x() + 60
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(x, rect.center().y()))


# -- methods ----------------------------------------------------------------------------------------------


def test_a_click_selects(session: Session, left: LeftPanel) -> None:
    click_row(left, 2)
    assert session.comparison.pane.method == "srcnn"
    assert methods(session) == ["bicubic", "dasr", "srcnn", "perceptual"]


def test_a_click_on_the_tick_takes_the_pane_away_and_brings_it_back(session: Session, left: LeftPanel) -> None:
    click_row(left, 1)
    session.set_params({"gain": 1.0})
    click_row(left, 1, on_tick=True)
    assert methods(session) == ["bicubic", "srcnn", "perceptual"]
    click_row(left, 1, on_tick=True)
    assert methods(session) == ["bicubic", "dasr", "srcnn", "perceptual"]
    assert session.comparison.pane.param("gain") == 1.0


def test_space_ticks_and_arrows_select(session: Session, left: LeftPanel) -> None:
    view = left.methods.list
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert session.comparison.pane.method == "dasr"
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert "dasr" not in methods(session)


def test_a_slider_draws_no_list_anew(session: Session, left: LeftPanel) -> None:
    click_row(left, 1)
    drawn: list[object] = []
    left.methods.model.dataChanged.connect(lambda *changed: drawn.append(changed))
    session.set_params({"gain": 1.0})
    assert not drawn
    click_row(left, 1, on_tick=True)
    assert drawn


def test_truth_and_lr_are_panes_too(session: Session, left: LeftPanel) -> None:
    click_row(left, TRUTH)
    click_row(left, LR)
    assert methods(session)[-2:] == [TRUTH, LR]
    session.choose_mode("upscale")
    assert TRUTH not in methods(session)
    assert not left.methods.model.index(row_of(left, TRUTH)).flags() & Qt.ItemFlag.ItemIsEnabled
    session.choose_mode("benchmark")
    assert methods(session)[-2:] == [TRUTH, LR], "where it was"


def test_a_benchmark_shows_the_truth_unless_it_was_unticked(session: Session, left: LeftPanel) -> None:
    session.choose_mode("upscale")
    assert methods(session) == ["bicubic", "dasr", "srcnn", "perceptual"]
    session.choose_mode("benchmark")
    assert TRUTH not in methods(session), "it was not shown in the benchmark before"
    click_row(left, TRUTH)
    session.choose_mode("upscale")
    session.choose_mode("benchmark")
    assert TRUTH in methods(session)
    click_row(left, TRUTH, on_tick=True)
    session.choose_mode("upscale")
    session.choose_mode("benchmark")
    assert TRUTH not in methods(session)
    fresh = Session()
    fresh.choose_mode("benchmark")
    assert fresh.comparison.panes == (*Session().comparison.panes, Pane(TRUTH)), "there is one: it is shown"
    fresh.choose_mode("benchmark")
    assert fresh.comparison.panes.count(Pane(TRUTH)) == 1


def test_everything_can_be_unticked(session: Session, left: LeftPanel) -> None:
    for row in range(4):
        click_row(left, row, on_tick=True)
    assert methods(session) == []
    click_row(left, 3)
    assert methods(session) == ["perceptual"]


def test_who_is_unticked_from_elsewhere_leaves_the_selected_pane_selected(session: Session, left: LeftPanel) -> None:
    session.edit(selected=2)
    left.methods.model.set_ticked("bicubic", False)
    assert (methods(session), session.comparison.pane.method) == (["dasr", "srcnn", "perceptual"], "srcnn")


def test_a_tick_beside_a_pane_whose_method_is_in_no_list(session: Session, left: LeftPanel) -> None:
    upsamplers.lend(entries.method("a network of a run", (4,)))
    session.edit(panes=(Pane(TRUTH), Pane.of("a network of a run"), Pane.of("dasr")), selected=0)
    left.methods.model.set_ticked("bicubic", True)
    assert methods(session) == [TRUTH, "a network of a run", "bicubic", "dasr"]


def test_more_methods_unfold(left: LeftPanel) -> None:
    before = left.methods.model.rowCount()
    left.methods.more.click()
    assert left.methods.model.rowCount() > before
    left.methods.more.click()
    assert left.methods.model.rowCount() == before


def test_an_unavailable_method_is_grey_and_says_why(
    session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    why = "no weights for SRCNN"
    monkeypatch.setattr(upsamplers, "unavailable_reason", lambda name: why if name == "srcnn" else None)
    session.edit(panes=(Pane.of("bicubic"),))
    left = LeftPanel(session)
    qtbot.addWidget(left)
    left.show()
    index = left.methods.model.index(2)
    assert not index.flags() & Qt.ItemFlag.ItemIsEnabled
    assert why in index.data(Qt.ItemDataRole.ToolTipRole)
    click_row(left, 2)
    assert methods(session) == ["bicubic"]


def test_the_list_follows_the_session_silently(session: Session, left: LeftPanel) -> None:
    told: list[Change] = []
    session.subscribe(told.append)
    session.edit(selected=3)
    assert left.methods.list.currentIndex().row() == 3
    assert told == [Change.of(Field.SELECTED)]


# -- parameters -------------------------------------------------------------------------------------------


@pytest.fixture
def dasr(session: Session, left: LeftPanel) -> LeftPanel:
    session.edit(selected=1)
    return left


def gain(session: Session) -> float:
    return float(session.comparison.pane.param("gain"))


def test_a_typed_value_drives_the_session(session: Session, dasr: LeftPanel) -> None:
    field = dasr.parameters.rows.fields["gain"]
    assert isinstance(field, SliderField)
    field.number.setFocus()
    field.number.selectAll()
    QTest.keyClicks(field.number, "0.5")
    QTest.keyClick(field.number, Qt.Key.Key_Return)
    assert gain(session) == 0.5
    assert field.slider.value() == 50


def test_a_dragged_slider_drives_the_session(session: Session, dasr: LeftPanel) -> None:
    field = dasr.parameters.rows.fields["gain"]
    assert isinstance(field, SliderField)
    field.slider.setFocus()
    QTest.keyClick(field.slider, Qt.Key.Key_Right)
    assert gain(session) == pytest.approx(0.26)
    QTest.keyClick(field.slider, Qt.Key.Key_End)
    assert gain(session) == 2.0
    assert field.number.value() == 2.0
    assert dasr.parameters.rows.settings is not None
    assert dasr.parameters.rows.settings.value is None


def test_as_published_is_one_click(session: Session, dasr: LeftPanel) -> None:
    settings = dasr.parameters.rows.settings
    assert settings is not None
    assert settings.value == "damped"
    QTest.mouseClick(settings.button("as published"), Qt.MouseButton.LeftButton)
    assert gain(session) == 1.0
    assert session.comparison.pane.param("registration") == "published"
    assert settings.value == "as published"
    session.set_params({"registration": "registered"})
    assert settings.value is None


def test_a_choice_drives_the_session(session: Session, dasr: LeftPanel) -> None:
    field = dasr.parameters.rows.fields["wavelet"]
    assert isinstance(field, ChoiceField)
    field.box.setFocus()
    before = field.box.currentText()
    QTest.keyClick(field.box, Qt.Key.Key_Down)
    assert field.box.currentText() != before
    assert session.comparison.pane.param("wavelet") == field.box.currentText()


def test_fields_follow_the_session_silently(session: Session, dasr: LeftPanel) -> None:
    told: list[Change] = []
    session.subscribe(told.append)
    session.set_params({"gain": 1.3})
    field = dasr.parameters.rows.fields["gain"]
    assert isinstance(field, SliderField)
    assert (field.number.value(), field.slider.value()) == (1.3, 130)
    assert len(told) == 1


def test_a_pane_without_parameters_says_so(session: Session, dasr: LeftPanel) -> None:
    session.edit(selected=0)
    assert dasr.parameters.rows.fields == {}


# -- degradation ------------------------------------------------------------------------------------------


def choose(left: LeftPanel, name: str) -> None:
    box = left.degradation.box
    index = next(i for i in range(box.count()) if box.itemData(i) == name)
    box.setCurrentIndex(index)
    box.activated.emit(index)


def test_shrunk_by_is_for_benchmarks(session: Session, left: LeftPanel) -> None:
    assert left.degradation.isVisible()
    session.choose_mode("upscale")
    assert not left.degradation.isVisible()


@pytest.mark.parametrize("name", ["box", "ll", "ll:published", "bicubic"])
def test_a_degradation_without_an_amount(session: Session, left: LeftPanel, name: str) -> None:
    session.edit(degradation="gaussian:1")
    choose(left, name)
    assert session.comparison.degradation == name
    assert not left.degradation.number.isVisible()


@pytest.mark.parametrize("name", ["gaussian", "jpeg", "noise"])
def test_a_degradation_with_an_amount_is_one_that_the_core_reads(session: Session, left: LeftPanel, name: str) -> None:
    from srviewer.imaging.degradations import parse_degradation

    choose(left, name)
    number = left.degradation.number
    assert number.isVisible()
    for value in (number.minimum(), number.value(), number.maximum()):
        number.setValue(value)
        read = parse_degradation(session.comparison.degradation)
        assert (read.name, read.amount) == (name, pytest.approx(value))


def test_the_ll_band_is_not_offered_where_it_does_not_exist(session: Session, left: LeftPanel) -> None:
    session.edit(scale=3)
    box = left.degradation.box
    assert "ll" not in [box.itemData(i) for i in range(box.count())]


def test_networks_let_one_choose_device_and_tile(qtbot: QtBot) -> None:
    session = Session(Comparison(panes=(Pane.of("bicubic"), Pane.of("srcnn"))))
    panel = ParametersPanel(session)
    qtbot.addWidget(panel)
    panel.show()
    assert not panel.running.isVisible()
    session.edit(selected=1)
    assert panel.running.isVisible()
    panel.running.tile.activated.emit(panel.running.tile.findData(128))
    panel.running.device.activated.emit(panel.running.device.findData("cpu"))
    assert (session.comparison.tile, session.comparison.device) == (128, "cpu")
    session.edit(tile=None, device="cuda:1")
    assert panel.running.tile.currentData() == 0
    assert panel.running.device.currentText() == "cuda:1"
    panel.running.tile.activated.emit(0)
    assert session.comparison.tile is None


def test_the_strength_is_moved_by_its_slider(qtbot: QtBot) -> None:
    session = Session(Comparison(scale=2, panes=(Pane.of("perceptual"),)))
    panel = ParametersPanel(session)
    qtbot.addWidget(panel)
    panel.show()
    field = panel.rows.fields["strength"]
    assert isinstance(field, SliderField)
    assert field.number.value() == 0.85
    field.slider.setFocus()
    QTest.keyClick(field.slider, Qt.Key.Key_Home)
    assert session.comparison.pane.param("strength") == 0.0


def test_no_title_or_line_is_cut(left: LeftPanel) -> None:
    """Each has as many lines as it needs, in a row that is high enough, and the list is as high as its rows."""
    view = left.methods.list
    left.methods.model.show_more(True)
    rows = [left.methods.model.index(row) for row in range(left.methods.model.rowCount())]
    assert view.height() == sum(view.visualRect(index).height() for index in rows)
    heights = set()
    for index in rows:
        place, delegate = view.visualRect(index), view.itemDelegate()
        heights.add(place.height())
        assert isinstance(delegate, MethodDelegate)
        fonts = (theme.font(weight=QFont.Weight.DemiBold), theme.font(theme.SMALL_SIZE))
        for part, words, font in zip(
            delegate.places(place, index), (index.data(), index.data(LINE)), fonts, strict=True
        ):
            metrics = QFontMetrics(font)
            assert place.contains(part), words
            assert metrics.boundingRect(QRect(0, 0, part.width(), 999), WRAPPED, words).height() <= part.height(), words
            assert max(map(metrics.horizontalAdvance, words.split())) <= part.width(), words
    assert len(heights) > 1, "a long title or line has a higher row"
