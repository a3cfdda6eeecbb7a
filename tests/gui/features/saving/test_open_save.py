"""Opening: what a picture starts with, what stays when one fails. Saving: names, pixels, errors in words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from srviewer.compared import Source
from srviewer.engine.schedule import Schedule
from srviewer.errors import ImageReadError, PixelLimitError
from srviewer.gui.features.comparing.comparing import Comparing
from srviewer.gui.features.opening.opening import Opening
from srviewer.gui.features.saving.save import Saving
from srviewer.gui.services import asking
from srviewer.gui.services.errands import Errands
from srviewer.imaging import image_io
from srviewer.imaging.picture import Picture
from srviewer.session import Session

Off = Callable[..., None]


@pytest.fixture
def opening(session: Session, errands: Errands) -> Opening:
    return Opening(session, errands)


@pytest.fixture
def saving(session: Session, errands: Errands) -> Saving:
    return Saving(session, errands)


@pytest.fixture
def failures(opening: Opening) -> list[tuple[str, object]]:
    told: list[tuple[str, object]] = []
    opening.failed.connect(lambda why, again: told.append((why, again)))
    return told


def photo(path: Path, width: int = 20, height: int = 12) -> Path:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(200, 100, 50))
    assert image.save(str(path))
    return path


def start(session: Session) -> tuple[str, int]:
    return session.comparison.mode, session.comparison.scale


# -- opening ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["a.png", "100% #1?.png", "e\u0301 é.png", "-dash.png", "😀.png"])
def test_a_dropped_file_is_opened(
    session: Session, opening: Opening, errands: Errands, work_off: Off, tmp_path: Path, name: str
) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(photo(tmp_path / name)))])
    opening.mime(mime)
    work_off(errands.arrived)
    assert session.source is not None
    assert session.source.name == name
    assert session.source.path == tmp_path / name
    assert (session.source.picture.width, session.source.picture.height) == (20, 12)
    assert start(session) == ("upscale", 4)


def test_image_data_keeps_alpha_and_grey(session: Session, opening: Opening, errands: Errands, work_off: Off) -> None:
    image = QImage(5, 3, QImage.Format.Format_ARGB32)
    image.fill(QColor(255, 0, 0, 128))
    opening.image(image, "pasted")
    work_off(errands.arrived)
    picture = session.source.picture
    assert picture.alpha is not None
    assert picture.alpha[0, 0] == pytest.approx(128 / 255)
    assert tuple(picture.pixels[0, 0]) == pytest.approx((1, 0, 0))
    grey = QImage(5, 3, QImage.Format.Format_Grayscale8)
    grey.fill(77)
    opening.image(grey, "grey")
    work_off(errands.arrived)
    assert session.source.picture.is_grey
    assert session.source.picture.pixels[0, 0] == pytest.approx(77 / 255)


def test_a_sample_is_opened_by_its_title(session: Session, opening: Opening, errands: Errands, work_off: Off) -> None:
    opening.sample("zone_plate")
    work_off(errands.arrived)
    assert session.source.name == "Zone plate"


def test_what_was_open_stays_when_a_file_fails(
    session: Session, opening: Opening, errands: Errands, work_off: Off, failures: list, tmp_path: Path
) -> None:
    opening.files((photo(tmp_path / "good.png"),))
    work_off(errands.arrived)
    before = session.source
    text, folder = tmp_path / "text.png", tmp_path / "folder"
    text.write_text("no picture")
    folder.mkdir()
    for path in (tmp_path / "missing.png", text, folder):
        opening.files((path,))
        work_off(errands.arrived)
        assert path.name in failures[-1][0]
    assert len(failures) == 3
    assert session.source is before


def test_nothing_is_being_read_once_its_picture_was_closed(
    session: Session, opening: Opening, errands: Errands, work_off: Off, tmp_path: Path
) -> None:
    busy: list[str] = []
    opening.busy.connect(busy.append)
    opening.files((photo(tmp_path / "good.png"),))
    work_off(errands.arrived)
    opening.own(photo(tmp_path / "own.png"))
    session.close()
    work_off(errands.arrived)
    assert busy[-2:] == ["reading own.png", ""]


def test_the_pixel_limit_can_be_lifted(
    session: Session,
    opening: Opening,
    errands: Errands,
    work_off: Off,
    failures: list,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def read(path: Path, max_pixels: int | None = 1, page: int = 1) -> Picture:
        if max_pixels is not None:
            raise PixelLimitError(f"{path.name} is too large")
        return Picture(np.zeros((4, 4), np.float32))

    monkeypatch.setattr(image_io, "read_picture", read)
    opening.files((tmp_path / "huge.png",))
    work_off(errands.arrived)
    why, (_label, again) = failures[0]
    assert "too large" in why
    again()
    work_off(errands.arrived)
    assert session.source.name == "huge.png"


def test_other_errors_offer_nothing_to_try(
    opening: Opening, errands: Errands, work_off: Off, failures: list, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(path: Path, max_pixels: int | None = 1, page: int = 1) -> Picture:
        raise ImageReadError("x.png: truncated")

    monkeypatch.setattr(image_io, "read_picture", read)
    opening.files((Path("x.png"),))
    work_off(errands.arrived)
    assert failures == [("x.png: truncated", None)]


def test_several_files_are_said(
    session: Session, opening: Opening, errands: Errands, work_off: Off, tmp_path: Path
) -> None:
    opening.files((photo(tmp_path / "a.png"), photo(tmp_path / "b.png")))
    work_off(errands.arrived)
    assert session.source.name == "a.png"
    assert opening.place == "1 of 2"


def test_the_next_picture_gets_what_suits_it_unless_the_user_has_chosen(
    session: Session, opening: Opening, errands: Errands, work_off: Off, tmp_path: Path
) -> None:
    small, large = photo(tmp_path / "s.png"), photo(tmp_path / "l.png", 1000, 600)
    for path, expected in ((small, ("upscale", 4)), (large, ("upscale", 2))):
        opening.files((path,))
        work_off(errands.arrived)
        assert start(session) == expected
    session.edit(mode="benchmark", scale=3)
    opening.files((small,))
    work_off(errands.arrived)
    assert start(session) == ("benchmark", 3)


def test_the_command_line_chooses_for_the_first_picture(
    session: Session, opening: Opening, errands: Errands, work_off: Off, tmp_path: Path
) -> None:
    opening.start_with("benchmark", 3)
    opening.files((photo(tmp_path / "a.png"),))
    work_off(errands.arrived)
    assert start(session) == ("benchmark", 3)


# -- saving -----------------------------------------------------------------------------------------------


@pytest.fixture
def done(session: Session, schedule: Schedule, picture: Picture, work_off: Off, tmp_path: Path) -> Session:
    """A session with its results."""
    comparing = Comparing(session, schedule, lambda: None)
    session.open(Source(picture, "café.v2.png", tmp_path / "café.v2.png"), mode="upscale", scale=2)
    session.edit(selected=1)
    work_off(comparing.arrived)
    assert session.done
    return session


def test_the_name_says_what_it_is(done: Session, saving: Saving, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    window, offered = QWidget(), []
    qtbot.addWidget(window)
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *given: (offered.append(Path(given[2]).name), ("", ""))[1]
    )
    saving.ask(window)
    assert offered == ["café.v2_dasr_x2.png"]


def test_saved_pixels_are_the_result(
    done: Session, saving: Saving, errands: Errands, work_off: Off, tmp_path: Path
) -> None:
    told: list[str] = []
    saving.saved.connect(told.append)
    saving.to(tmp_path / "out.png")
    work_off(errands.arrived)
    assert told == ["Saved DASR as out.png"]
    saved = QImage(str(tmp_path / "out.png"))
    pixels = done.outcome(done.comparison.pane).result.pixels
    assert (saved.width(), saved.height()) == (28, 20)
    assert saved.pixelColor(3, 5).getRgb()[:3] == tuple(int(v) for v in pixels[5, 3])
    assert "gain" in " ".join(saved.textKeys()) or "dasr" in saved.text()


@pytest.mark.parametrize(
    ("typed", "kinds", "kind", "named"),
    [
        ("out", "PNG (*.png);;TIFF (*.tif *.tiff)", "TIFF (*.tif *.tiff)", "out.tif"),
        ("out.tiff", "PNG (*.png);;TIFF (*.tif *.tiff)", "PNG (*.png)", "out.tiff"),
        ("out.v2", "Comparison (*.srview);;with pictures (*.srview)", "", "out.v2.srview"),
    ],
)
def test_a_name_gets_an_ending_and_nothing_is_overwritten_unasked(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, typed: str, kinds: str, kind: str, named: str
) -> None:
    window, answers = QWidget(), [QMessageBox.StandardButton.No, QMessageBox.StandardButton.Yes]
    qtbot.addWidget(window)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / typed), kind))
    monkeypatch.setattr(QMessageBox, "question", lambda *_: answers.pop(0))
    assert asking.where_to_save(window, "Save", "out.png", kinds) == (tmp_path / named, kind)
    assert asking.folder_for() == tmp_path
    (tmp_path / named).touch()
    if typed == named:  # of which the dialog has asked
        assert asking.where_to_save(window, "Save", "out.png", kinds) == (tmp_path / named, kind)
        assert len(answers) == 2
    else:
        assert asking.where_to_save(window, "Save", "out.png", kinds) is None
        assert asking.where_to_save(window, "Save", "out.png", kinds) == (tmp_path / named, kind)


def test_what_cannot_be_saved_is_said(
    session: Session, done: Session, saving: Saving, errands: Errands, work_off: Off, tmp_path: Path
) -> None:
    told: list[str] = []
    saving.failed.connect(told.append)
    saving.to(tmp_path / "missing" / "out.png")
    work_off(errands.arrived)
    assert "missing" in told[0]
    session.close()
    saving.to(tmp_path / "out.png")
    assert "no pane" in told[1]


def test_copy_puts_the_pane_on_the_clipboard(done: Session, saving: Saving, errands: Errands, work_off: Off) -> None:
    saving.copy()
    work_off(errands.arrived)
    image = QGuiApplication.clipboard().image()
    pixels = done.outcome(done.comparison.pane).result.pixels
    assert image.pixelColor(3, 5).getRgb()[:3] == tuple(int(v) for v in pixels[5, 3])
