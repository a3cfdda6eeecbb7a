"""The claims in the window: nothing is measured until asked, what is found is shown, kept on a stop, and saved."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLocale
from pytestqt.qtbot import QtBot

from srviewer.gui.features.claims.claims_window import ClaimsWindow
from srviewer.gui.look import language
from srviewer.gui.window import MainWindow
from srviewer.imaging import samples
from srviewer.imaging.image_write import write_picture
from srviewer.imaging.picture import Picture
from srviewer.reports.claim_images import DASR4
from srviewer.reports.claims import CLAIMS
from srviewer.session import Session

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints|raise\\(\\)")  # what the offscreen platform lacks
LIMIT = 60000
KEPT = {"DASR", "SRCNN", "PSNR", "Lena", "Elaine", "Peppers", "Baboon", "Lanczos", "MATLAB", "Butterfly", "Adam"}
KEPT |= {"param", "gain", "registration", "published", "bior", "studio", "relu", "visually", "pleasing", "Perceptual"}
KEPT |= {"Gram"}


@pytest.fixture
def window(qtbot: QtBot) -> MainWindow:
    window = MainWindow(Session())
    qtbot.addWidget(window)
    window.show()
    window.claims.show()
    yield window
    window.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Four small grey pictures in the place of the four; Set5 is missing."""
    (tmp_path / "DASR4").mkdir()
    camera = samples.load("camera").pixels
    for n, name in enumerate(DASR4):
        write_picture(Picture(camera[80 + 32 * n : 144 + 32 * n, 200:264]), tmp_path / "DASR4" / f"{name}.png")
    return tmp_path


def claims_of(window: MainWindow) -> ClaimsWindow:
    assert window.claims.window is not None
    return window.claims.window


def test_at_first_the_claims_and_where_images_come_from(window: MainWindow) -> None:
    shown = claims_of(window)
    assert shown.list.count() == len(CLAIMS)
    assert shown.list.item(0).text().endswith("–")
    assert "DASR4" in shown.text.toPlainText()
    assert "34.79" in shown.text.toPlainText()
    shown.go.click()
    assert "Choose a folder" in shown.said.text()


def test_a_folder_without_test_images_is_refused_in_words(window: MainWindow, tmp_path: Path) -> None:
    shown = claims_of(window)
    shown.use_folder(tmp_path)
    shown.go.click()
    assert "neither DASR4 nor Set5" in shown.said.text()


def test_claims_are_recomputed_shown_and_saved(window: MainWindow, qtbot: QtBot, folder: Path) -> None:
    shown = claims_of(window)
    shown.use_folder(folder)
    shown.go.click()
    assert shown.work.running
    assert window.under_way == "the claims are being recomputed"
    qtbot.waitUntil(lambda: not shown.work.running, timeout=LIMIT)
    outcomes = [finding.verdict.outcome for finding in shown.work.findings]
    assert len(outcomes) == len(CLAIMS)
    assert outcomes[-1] == "not measured", "Set5 is missing"
    assert "not measured" not in outcomes[:6]
    assert not shown.work._bench._pictures, "what was measured is not held"
    assert not shown.work._bench._set5
    shown.list.setCurrentRow(1)
    assert "Ours" in shown.text.toPlainText()
    assert outcomes[1] in shown.list.item(1).text()
    target = folder / "report.md"
    shown.work.save(target)
    qtbot.waitUntil(target.exists, timeout=LIMIT)
    qtbot.waitUntil(lambda: window.idle, timeout=LIMIT)
    assert target.read_text(encoding="utf-8").startswith("# The claims, recomputed")
    assert not shown.work._bench._pictures


def test_a_stop_keeps_what_was_found(window: MainWindow, qtbot: QtBot, folder: Path) -> None:
    shown = claims_of(window)
    shown.use_folder(folder)
    shown.go.click()
    qtbot.waitUntil(lambda: len(shown.work.findings) >= 1, timeout=LIMIT)
    shown.go.click()
    assert not shown.work.running
    qtbot.waitUntil(lambda: window.idle, timeout=LIMIT)
    assert 1 <= len(shown.work.findings) < len(CLAIMS)
    assert shown.save.isEnabled()


def test_all_of_it_is_in_the_windows_language(
    window: MainWindow, qtbot: QtBot, folder: Path, qapp: QCoreApplication
) -> None:
    """What is left in English are names, figures, the commands, and (for now) why a claim was not measured."""
    language.install(qapp, "zh_CN")
    try:
        shown = claims_of(window)
        shown.use_folder(folder)
        shown.go.click()
        qtbot.waitUntil(lambda: not shown.work.running, timeout=LIMIT)
        outcomes = [finding.verdict.outcome for finding in shown.work.findings]
        for row, outcome in enumerate(outcomes):
            shown.list.setCurrentRow(row)
            text = shown.text.property("shown").split("```")[0]
            lines = [line for line in text.splitlines() if "出处" not in line and not line.startswith("**未测量")]
            words = set(re.findall(r"[A-Za-z]{4,}", " ".join(lines))) - KEPT
            assert not words, (row, words)
            assert language.core(outcome) in text
        target = folder / "report.md"
        shown.work.save(target)
        qtbot.waitUntil(target.exists, timeout=LIMIT)
        qtbot.waitUntil(lambda: window.idle, timeout=LIMIT)
        assert target.read_text(encoding="utf-8").startswith("# 论文结论的重新计算")
    finally:
        language.install(qapp, "en")
        QLocale.setDefault(QLocale.c())
