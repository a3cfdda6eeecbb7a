"""What drops and clipboards bring, and what is said of what cannot be opened."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QColor, QImage

from srviewer.gui.services import incoming


def urls(*texts: str) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl(text) for text in texts])
    return mime


def picture() -> QImage:
    image = QImage(5, 3, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    return image


@pytest.mark.parametrize(
    "name",
    ["a.png", "100% #1?.png", "%20.png", "a b.png", "-v.png", "é.png", "e\u0301.png", "😀.png", "'q\".png"],
)
def test_files_keep_their_names(tmp_path: Path, name: str) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / name))])
    assert incoming.of(mime) == incoming.Files((tmp_path / name,))


def test_several_files_keep_their_order(tmp_path: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / n)) for n in ("b.png", "a.png")])
    assert incoming.of(mime) == incoming.Files((tmp_path / "b.png", tmp_path / "a.png"))


def test_a_path_as_text_is_a_file(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.touch()
    mime = QMimeData()
    mime.setText(f"{path}\n")
    assert incoming.of(mime) == incoming.Files((path,))


def test_image_data_of_a_browser_comes_before_its_address() -> None:
    mime = urls("https://example.org/cat.jpg?x=1")
    mime.setImageData(picture())
    came = incoming.of(mime)
    assert isinstance(came, incoming.Pixels)
    assert came.name == "cat.jpg"
    assert (came.image.width(), came.image.height()) == (5, 3)


def test_image_data_alone() -> None:
    mime = QMimeData()
    mime.setImageData(picture())
    assert isinstance(incoming.of(mime), incoming.Pixels)


@pytest.mark.parametrize(
    ("mime", "says"),
    [
        (urls("https://example.org/cat.jpg"), "example.org"),
        (urls("ftp://example.org/cat.jpg"), "example.org"),
        (QMimeData(), "nothing to paste"),
    ],
)
def test_what_cannot_be_opened_is_answered_in_words(mime: QMimeData, says: str) -> None:
    came = incoming.of(mime)
    assert isinstance(came, incoming.Nothing)
    assert says in came.why


def test_text_is_answered_with_the_text() -> None:
    mime = QMimeData()
    mime.setText("hello\n" + 500 * "x")
    came = incoming.of(mime)
    assert isinstance(came, incoming.Nothing)
    assert "hello" in came.why
    assert len(came.why) < 160


def test_text_with_an_address_is_an_address() -> None:
    mime = QMimeData()
    mime.setText("https://example.org/cat.jpg")
    came = incoming.of(mime)
    assert isinstance(came, incoming.Nothing)
    assert "address" in came.why


def test_an_unknown_format_is_named() -> None:
    mime = QMimeData()
    mime.setData("application/x-thing", b"1")
    came = incoming.of(mime)
    assert isinstance(came, incoming.Nothing)
    assert "application/x-thing" in came.why


def test_an_empty_image_is_said_to_be_empty() -> None:
    mime = QMimeData()
    mime.setImageData(QImage())
    came = incoming.of(mime)
    assert isinstance(came, incoming.Nothing)


def test_what_a_drop_would_do_is_said_while_it_hovers(tmp_path: Path) -> None:
    one = urls(QUrl.fromLocalFile(str(tmp_path / "a 100%.png")).toString())
    assert incoming.promises(one, benchmark=False) == ("Enlarge a 100%.png",)
    assert incoming.promises(one, benchmark=True) == ("Benchmark: a 100%.png is the truth",)
    (tmp_path / "notes.txt").write_text("no picture")
    notes = urls(QUrl.fromLocalFile(str(tmp_path / "notes.txt")).toString())
    assert incoming.promises(notes, benchmark=True) == ("notes.txt is not a picture",)
    two = urls(*(QUrl.fromLocalFile(str(tmp_path / name)).toString() for name in ("a.png", "b.png")))
    show, queue = incoming.promises(two, benchmark=True)
    assert "2 files" in show
    assert queue == "Upscale to folder"
    folder = incoming.promises(urls(QUrl.fromLocalFile(str(tmp_path)).toString()), benchmark=False)
    assert tmp_path.name in folder[0]
    assert len(folder) == 2
    saved = urls(QUrl.fromLocalFile(str(tmp_path / "it.srview")).toString())
    assert incoming.promises(saved, benchmark=False) == ("Open the comparison it.srview",)
    (web,) = incoming.promises(urls("https://example.org/a.png"), benchmark=False)
    assert "web address" in web
    image = QMimeData()
    image.setImageData(picture())
    assert incoming.promises(image, benchmark=False) == ("Enlarge the picture",)
