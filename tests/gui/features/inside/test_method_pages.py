"""Look inside, the methods opened: every step of every page, what is pointed at, and what the choices change."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from srviewer import weights
from srviewer.compared import Comparison, Pane, Source
from srviewer.explain import dasr
from srviewer.gui.features.inside.method_page import MethodPage
from srviewer.gui.look import theme
from srviewer.gui.services.subbands import luma_of
from srviewer.gui.window import MainWindow
from srviewer.imaging import samples
from srviewer.imaging.picture import Picture
from srviewer.session import Session

LIMIT = 30000  # ms
METHOD_PAGES = ("dasr", "srcnn", "perceptual", "losses")


@pytest.fixture(scope="module")
def small() -> Picture:
    return Picture(samples.load("astronaut").pixels[100:196, 180:292])


def opened(qtbot: QtBot, picture: Picture, mode: str = "benchmark", scale: int = 4) -> MainWindow:
    window = MainWindow(Session(Comparison(panes=(Pane.of("bicubic"), Pane.of("dasr")))))
    qtbot.addWidget(window)
    window.resize(1280, 800)
    window.show()
    window.session.open(Source(picture, "face.png"), mode=mode, scale=scale)
    qtbot.waitUntil(lambda: window.idle, timeout=LIMIT)
    window.centre.look_inside()
    return window


def page_of(window: MainWindow, qtbot: QtBot, key: str) -> MethodPage:
    window.inside.open(key)
    qtbot.waitUntil(lambda: window.idle, timeout=LIMIT)
    page = window.inside.page(key)
    assert page.isVisible()
    return page


def step(window: MainWindow, qtbot: QtBot, page: MethodPage, name: str) -> tuple[str, ...]:
    """The names of the images that a step shows."""
    page.choose_step(name)
    qtbot.waitUntil(lambda: window.idle, timeout=LIMIT)
    return tuple(image.name for image in page.view.sight.images)


def test_every_step_shows_its_images(qtbot: QtBot, small: Picture) -> None:
    window = opened(qtbot, small)
    pages = {key: page_of(window, qtbot, key) for key in METHOD_PAGES}
    for key, known in ((key, known) for key, page in pages.items() for known in page.all_steps):
        page = page_of(window, qtbot, key)
        names = step(window, qtbot, page, known.name)
        assert names, f"{key}: {known.name} shows nothing"
        assert len(set(names)) == len(names)
        assert page.line.text()
        frames = [f for f in page.view.frames if f.isVisible()]
        assert all(f.plate.layer is not None for f in frames), f"{key}: {known.name} has an empty plate"
    window.close()


def test_plates_are_of_one_width_and_long_titles_are_shortened(qtbot: QtBot, small: Picture) -> None:
    """At the width that a lesson beside them leaves."""
    window = opened(qtbot, small, scale=2)
    window.lessons.panel.show()
    page = page_of(window, qtbot, "dasr")
    for name in ("enlarged", "registration", "ll"):
        step(window, qtbot, page, name)
        frames = [f for f in page.view.frames if f.isVisible()]
        widths = [f.plate.width() for f in frames]
        assert max(widths) - min(widths) <= 1, name
        for frame in frames:
            title = frame.title
            assert title.fontMetrics().horizontalAdvance(title.text()) <= title.width()
            assert bool(title.toolTip()) == title.text().endswith("…")
    assert any(f.title.toolTip() for f in frames)
    window.close()


def test_without_a_truth_every_page_says_what_is_wanting(qtbot: QtBot, small: Picture) -> None:
    window = opened(qtbot, Picture(small.pixels[:24, :28]), "upscale")
    for key in (*METHOD_PAGES, "interpolation", "optimise"):
        page = page_of(window, qtbot, key)
        if key == "losses":
            assert "Benchmark" in page.view.frames[0].plate.accessibleName()
            assert page.table.rowCount() == 0
        if key == "perceptual":
            assert step(window, qtbot, page, "relu2_2") == ()
            assert "Benchmark" in page.view.frames[0].plate.accessibleName()
        if key == "dasr":
            choice = page.sources["LH"]
            assert not choice.model().item(choice.findData("truth")).isEnabled()
            assert "Benchmark" in page.about.text()
    window.close()


def test_dasr_with_the_truth_s_bands_gives_the_truth(qtbot: QtBot, small: Picture) -> None:
    window = opened(qtbot, small, scale=2)
    page = page_of(window, qtbot, "dasr")
    as_published = page.title.text()
    assert page.costs["LL"].text().endswith("dB")
    page.set_choices(dasr.Choices().with_truth("LL", "LH", "HL", "HH"))
    step(window, qtbot, page, "result")
    error = page.view.sight.images[-1].values
    assert np.abs(error).max() < 1e-4
    assert page.title.text() != as_published
    page.as_it_is.click()
    qtbot.waitUntil(lambda: window.idle, timeout=LIMIT)
    assert page.title.text() == as_published
    window.close()


def test_a_gain_of_dasr_is_what_the_method_gives(qtbot: QtBot, small: Picture) -> None:
    window = opened(qtbot, small, scale=2)
    page = page_of(window, qtbot, "dasr")
    page.gain.setValue(140)
    qtbot.waitUntil(lambda: window.idle, timeout=LIMIT)
    lr, truth = (luma_of(picture) for picture in (window.session.lr, window.session.truth))
    expected = dasr.run(lr, 2, dasr.Choices(gain=1.4), truth).result
    shown = page.result.layer.pyramid.levels[0][..., 0]
    np.testing.assert_allclose(shown, np.clip(expected, 0, 1) * 255, atol=0.51)
    window.close()


def test_a_pixel_of_srcnn_is_the_sum_that_is_told(qtbot: QtBot, small: Picture) -> None:
    window = opened(qtbot, small)
    page = page_of(window, qtbot, "srcnn")
    page.point((40, 30))
    qtbot.waitUntil(lambda: window.idle, timeout=LIMIT)
    assert f"{page.run.result[30, 40]:.3f}" in page.about.text()
    assert "17 × 17" in page.about.text()
    assert all(plate.layer is not None for plate in page.small)
    assert len(page.result.marks) == 2
    window.close()


def test_a_click_on_the_sheet_shows_that_map_large(qtbot: QtBot, small: Picture) -> None:
    window = opened(qtbot, small)
    page = page_of(window, qtbot, "srcnn")
    step(window, qtbot, page, "mapping")
    sheet, place = page.view.frames[0].plate, page.view.sight.places[5]
    at = sheet.view.to_device(place.x + 2.5, place.y + 2.5)
    qtbot.mouseClick(sheet, Qt.MouseButton.LeftButton, pos=_point(at))
    qtbot.waitUntil(lambda: window.idle, timeout=LIMIT)
    assert page.view.chosen == 5
    assert page.view.frames[1].title.text() == "Map 5"
    expected = page.run.mapped[5]
    assert page.view.sight.images[5].values is expected or np.array_equal(page.view.sight.images[5].values, expected)
    window.close()


@pytest.fixture
def large_type() -> Iterator[None]:
    theme.set_face("DejaVu Sans", 19)
    yield
    theme.set_face("DejaVu Sans")


@pytest.mark.usefixtures("large_type")
def test_losses_of_the_panes_and_of_the_twin(qtbot: QtBot, small: Picture) -> None:
    window = opened(qtbot, small)
    window.inside.open("losses")
    page = window.inside.page("losses")
    assert page.view.frames[0].plate.accessibleName() == "Measuring the losses of every result…"
    qtbot.waitUntil(lambda: window.idle, timeout=LIMIT)
    titles = [page.table.item(row, 0).text() for row in range(page.table.rowCount())]
    assert titles[:2] == ["Bicubic", "DASR, damped"]
    assert page.table.verticalScrollBar().maximum() == 0, "every row is seen"
    assert len(titles) == 2 + any(entry.scale == 4 for entry in weights.entries("pixel_twin"))
    before = page.view.sight.images[0].values
    page.table.selectRow(2)
    qtbot.waitUntil(lambda: window.idle, timeout=LIMIT)
    assert page.shown == titles[2]
    assert not np.array_equal(page.view.sight.images[0].values, before)
    window.close()


def test_taps_make_the_pixel(qtbot: QtBot, small: Picture) -> None:
    window = opened(qtbot, small, scale=2)
    page = page_of(window, qtbot, "interpolation")
    for kernel, count in (("nearest", 1), ("bilinear", 4), ("bicubic", 16), ("lanczos3", 36)):
        page.kernel.set_value(kernel)
        page.kernel.chosen.emit(kernel)
        qtbot.waitUntil(lambda: window.idle, timeout=LIMIT)
        page.point((51, 33))
        qtbot.waitUntil(lambda: window.idle, timeout=LIMIT)
        assert len(page.lr.marks) == count
        assert page.pixel.at == (51, 33)
        shown = page.enlarged.layer.pyramid.levels[0][33, 51, 2::-1]
        np.testing.assert_allclose(np.clip(page.pixel.value, 0, 1) * 255, shown, atol=0.51)
    window.close()


def test_a_large_picture_is_opened_in_part(qtbot: QtBot) -> None:
    pixels = np.random.default_rng(0).random((300, 340, 3)).astype(np.float32)
    window = opened(qtbot, Picture(pixels), "upscale", 2)
    page = page_of(window, qtbot, "srcnn")
    assert "256 × 256" in page.part.text()
    assert page.run.result.shape == (512, 512)
    window.close()


def _point(at: tuple[float, float]):
    from PySide6.QtCore import QPoint

    return QPoint(round(at[0]), round(at[1]))


def test_a_sweep_gives_the_benchmark_s_numbers(qtbot: QtBot, small: Picture) -> None:
    window = opened(qtbot, small)
    window.inside.open("sweep")
    page = window.inside.page("sweep")
    window.centre.look_inside()
    assert not window.errands.waits_for("sweep"), "nothing is measured where nobody looks"
    window.centre.look_inside()
    assert page.chart.words.text() == "Measuring: 0 of 12 points are there."
    assert page.chart.words.isVisible()
    assert page.chart.words.geometry() == page.chart.rect()
    qtbot.waitUntil(lambda: window.idle, timeout=LIMIT)
    assert not page.chart.words.isVisible()
    curves = page.curves
    bicubic = Pane.of("bicubic")
    assert list(curves) == [bicubic, Pane.of("dasr")]
    strengths, values = zip(*curves[bicubic], strict=True)
    assert strengths == (0, 0.5, 1, 1.5, 2, 3)
    assert values[0] == pytest.approx(window.session.outcome(bicubic).measures.values["psnr_y"])
    assert values[-1] < values[0], "blur before shrinking costs"
    page.number.set_current("ssim_y")
    page.number.activated.emit(page.number.currentIndex())
    assert all(0 < value < 1 for _, value in page.curves[bicubic])
    page.kind.set_value("jpeg")
    page.kind.chosen.emit("jpeg")
    qtbot.waitUntil(lambda: window.idle, timeout=LIMIT)
    strengths, values = zip(*page.curves[bicubic], strict=True)
    assert strengths == (95, 80, 60, 40, 20, 10)
    assert list(values) == sorted(values, reverse=True)
    window.session.edit(mode="upscale")
    qtbot.waitUntil(lambda: window.idle, timeout=LIMIT)
    assert not page.curves
    assert "Benchmark" in page.about.text()
    window.session.edit(mode="benchmark")
    qtbot.waitUntil(lambda: window.idle and bool(page.curves), timeout=LIMIT)
    window.centre.look_inside()
    assert page.curves, "what was measured to its end is kept"
    window.session.close()
    assert not page.curves, "nothing is kept of a picture that was closed"
    window.close()


def test_the_pixel_loss_twin_stands_beside_the_result(qtbot: QtBot, small: Picture) -> None:
    window = opened(qtbot, small, scale=4)
    page = page_of(window, qtbot, "perceptual")
    pictures = [page.results[name] for name in ("perceptual", "pixel_twin")]
    assert all(plate.isVisible() and plate.view.picture == pictures[0].view.picture for plate in pictures)
    assert pictures[0].grab().toImage() != pictures[1].grab().toImage()
    pictures[0].view.zoom_to(6.0)
    assert pictures[1].view.look.x == pictures[0].view.look.x
    assert pictures[1].view.zoom == 6.0
    window.close()


def test_compact_is_opened_layer_by_layer(qtbot: QtBot, small: Picture) -> None:
    window = opened(qtbot, small, scale=4)
    page = page_of(window, qtbot, "compact")
    titles = {}
    for layer, step in ((0, "input"), (0, "branches"), (11, "maps"), (11, "phases"), (11, "result")):
        page.layer.set_current(layer)
        page.layer.activated.emit(layer)
        page.choose_step(step)
        qtbot.waitUntil(lambda: window.idle, timeout=LIMIT)
        titles[step] = [image.title for image in page.view.sight.images]
    five = ["3 × 3", "1 × 1, 3 × 3", "Sobel x", "Sobel y", "Laplace"]
    assert titles["branches"] == [*five, "sum", "kernel", "difference"]
    assert titles["maps"] == titles["phases"] == [f"phase {n}" for n in range(16)], "the last layer's are the phases"
    assert page.about_layer.text().startswith("11792 parameters in branches, 4624 in the kernel that remains")
    value = page.run.result[3, 5]
    page.point((5, 3))
    qtbot.waitUntil(lambda: f"Its value {value:.3f}" in page.about.text(), timeout=LIMIT)
    window.session.edit(scale=8)
    qtbot.waitUntil(lambda: window.idle, timeout=LIMIT)
    assert page.run is None
    assert page.about_layer.text() == ""
    window.close()
