"""Languages: fresh, switched at run time with all that is done, numbers and plurals right."""

from __future__ import annotations

import importlib.util
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from threading import Event
from types import ModuleType

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QCoreApplication, QEvent, QLocale
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QComboBox, QDialogButtonBox
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from srviewer import batch, paths, session_file, upsamplers
from srviewer.compared import Comparison, Pane, Source
from srviewer.engine.job import Rect
from srviewer.engine.progress import Token
from srviewer.engine.schedule import FILES
from srviewer.errors import ImageReadError, ParameterError, SessionFileError
from srviewer.gui.look import language
from srviewer.gui.program import Program
from srviewer.gui.services.errands import words
from srviewer.gui.window import MainWindow
from srviewer.imaging.image_io import read_picture
from srviewer.imaging.picture import Picture
from srviewer.phrase import phrase
from srviewer.reports import verdicts
from srviewer.session import Session

MARK = r"%n|\{[^{}]*\}"
FOLDER = paths.resources() / "translations"


@pytest.fixture
def updater() -> ModuleType:
    spec = importlib.util.spec_from_file_location("update_translations", FOLDER / "update.py")
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(autouse=True)
def english_afterwards(qapp: QCoreApplication) -> Iterator[None]:
    yield
    language.install(qapp, "en")
    QLocale.setDefault(QLocale.c())


@pytest.mark.timeout(120)
def test_translations_are_fresh(updater: ModuleType, tmp_path: Path) -> None:
    for name in updater.LANGUAGES:
        shutil.copy(FOLDER / f"srviewer_{name}.ts", tmp_path)
    updater.update(tmp_path)
    for name in updater.LANGUAGES:
        ts = tmp_path / f"srviewer_{name}.ts"
        assert ts.read_text(encoding="utf-8") == (FOLDER / ts.name).read_text(encoding="utf-8"), "run update.py"
        assert ts.with_suffix(".qm").read_bytes() == (FOLDER / ts.name).with_suffix(".qm").read_bytes()


def test_what_is_missing_holds_up_a_release_only(
    updater: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    written = "<message><source>{}</source><translation{}</translation></message>"
    messages = written.format("Bicubic", ">双三次") + written.format("Wipe", ' type="unfinished">')
    for name in updater.LANGUAGES:
        (tmp_path / f"srviewer_{name}.ts").write_text(f"<TS><context>{messages}</context></TS>", encoding="utf-8")
    monkeypatch.setattr(updater, "update", lambda folder: None)
    assert updater.main([], tmp_path) == 0
    missing = [f"{name}: 'Wipe' has no translation" for name in updater.LANGUAGES]
    assert capsys.readouterr().out.splitlines() == missing
    assert updater.main(["--release"], tmp_path) == 1
    for name in updater.LANGUAGES:
        (tmp_path / f"srviewer_{name}.ts").write_text("<TS></TS>", encoding="utf-8")
    assert updater.main(["--release"], tmp_path) == 0


@pytest.mark.parametrize("path", sorted(FOLDER.glob("srviewer_*.ts")), ids=lambda path: path.stem)
def test_placeholders_survive(updater: ModuleType, path: Path) -> None:
    messages = updater.ET.parse(path).getroot().iter("message")
    for message in messages:
        if message.find("translation").get("type") == "unfinished":
            continue
        source = message.findtext("source")
        forms = [form.text for form in message.iter("numerusform")] or [message.findtext("translation")]
        for form in forms:
            assert sorted(re.findall(MARK, source)) == sorted(re.findall(MARK, form)), source


def test_plurals_and_qt_s_own_words(qapp: QCoreApplication, qtbot: QtBot) -> None:
    def words(count: int) -> str:
        return QCoreApplication.translate("BatchWindow", "%n file(s) enlarged", "", count)

    language.install(qapp, "en")
    assert (words(1), words(20)) == ("1 file enlarged", "20 files enlarged")
    language.install(qapp, "zh_CN")
    assert "20" in words(20)
    assert words(20) != "20 files enlarged"
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    qtbot.addWidget(buttons)
    assert "Close" not in buttons.buttons()[0].text()
    assert language.core("Bicubic") == "双三次"


def test_a_phrase_is_said_with_all_its_parts(qapp: QCoreApplication) -> None:
    words = verdicts.reaches("SRCNN", {"×2": 36.66, "×3": 32.75}, {"×2": 36.67, "×3": 32.6}).words
    assert words == "SRCNN reaches the printed figures at ×2, and within 0.15 dB elsewhere."
    language.install(qapp, "zh_CN")
    assert language.said(words) == "SRCNN 在 ×2 达到论文的数值，其余相差不超过 0.15 dB。"
    assert language.said(phrase("{picture}, {method} ×{scale}", picture="a {b}", method="Bicubic", scale=2)) == (
        "a {b}，双三次 ×2"
    )


def test_an_error_is_said_with_what_it_comes_from(qapp: QCoreApplication, tmp_path: Path) -> None:
    (tmp_path / "a.srview").write_text(
        '{"srview": 1, "weights": {}, "comparison": {"scale": "two", "regions": [], "tile": null}}'
    )
    with pytest.raises(SessionFileError) as caught:
        session_file.read(tmp_path / "a.srview")
    assert words(caught.value) == "a.srview: this comparison is damaged: 'mode' must be text"
    language.install(qapp, "zh_CN")
    assert words(caught.value) == "a.srview：这个比较已损坏：'mode' 必须是文本"


def test_what_was_typed_is_quoted_as_it_is(qapp: QCoreApplication) -> None:
    language.install(qapp, "zh_CN")
    assert language.core("gain") == "增益"
    with pytest.raises(ParameterError) as caught:
        Pane.of("bicubic", gain=1)
    assert language.said(str(caught.value)).startswith("双三次 没有参数 'gain'")


def test_lists_and_sentences_are_set_as_the_language_does(qapp: QCoreApplication) -> None:
    with pytest.raises(ParameterError) as caught:
        upsamplers.get("dasr").checked({"boundary": "none"})
    assert str(caught.value).endswith("expected one of mirror, periodic")
    assert language.in_a_row(("One.", "", "Two.")) == "One. Two."
    language.install(qapp, "zh_CN")
    assert language.said(str(caught.value)).endswith("：镜像、周期")
    assert language.in_a_row(("一。", "", "二。")) == "一。二。"
    assert language.in_a_row(()) == ""


def test_reasons_of_the_system_are_said(qapp: QCoreApplication, tmp_path: Path) -> None:
    language.install(qapp, "zh_CN")
    with pytest.raises(ImageReadError) as caught:
        read_picture(tmp_path / "gone.png")
    assert words(caught.value) == f"无法读取 {tmp_path}/gone.png：文件或文件夹不存在。"


def test_why_a_claim_was_not_measured_is_said(qapp: QCoreApplication, tmp_path: Path) -> None:
    language.install(qapp, "zh_CN")
    for error, said in (
        (
            ParameterError(phrase("{name} is missing in {folder}", name="Set5/a.png", folder="/x")),
            "/x 中缺少 Set5/a.png。",
        ),
        (ImageReadError(phrase("{label} is not an ordinary file.", label="/x")), "/x 不是普通文件。"),
    ):
        assert language.said(verdicts.not_measured(str(error)).words) == said


def test_what_nobody_foresaw_is_said_in_words(qapp: QCoreApplication) -> None:
    assert words(KeyError("x")) == "this failed unexpectedly (KeyError: 'x'); the log has the details"
    language.install(qapp, "zh_CN")
    assert words(KeyError("x")) == "发生意外错误（KeyError：'x'）；详情见日志"


@pytest.mark.parametrize("name", ["", "tlh", "system", "zh_TW"])
def test_an_unknown_language_is_the_system_s(qapp: QCoreApplication, name: str) -> None:
    assert language.install(qapp, name) in language.LANGUAGES


@pytest.fixture
def program(qapp: QCoreApplication) -> Iterator[Program]:
    made = Program(Session(Comparison(panes=(Pane.of("bicubic"), Pane.of("dasr")))), lasting=False)
    yield made
    made.window.close()
    assert made.end()
    made.window.deleteLater()
    made.deleteLater()


@pytest.mark.qt_log_ignore("propagateSizeHints")
def test_work_that_was_about_to_be_sent_when_the_language_changed_is_done(program: Program, qtbot: QtBot) -> None:
    window, pane = program.window, Pane.of("dasr")
    window.show()
    window.session.open(Source(Picture(np.zeros((20, 28, 3), np.float32)), "black"), mode="benchmark", scale=2)
    qtbot.waitUntil(lambda: window.idle, timeout=20000)
    window.session.retry(pane)  # which the old window would send to its own lanes, in the next turn of the event loop
    program.speak("zh_CN")
    qtbot.waitUntil(lambda: program.window.idle, timeout=20000)
    assert program.window.session.outcome(pane).measured
    program.speak("en")
    qtbot.waitUntil(lambda: program.window.idle, timeout=20000)


@pytest.mark.qt_log_ignore("propagateSizeHints")
def test_files_that_were_opened_together_are_so_still(program: Program, qtbot: QtBot, tmp_path: Path) -> None:
    paths = [tmp_path / f"{n}.png" for n in range(3)]
    for path in paths:
        Image.new("L", (12, 8)).save(path)
    program.window.show()
    program.window.opening.files(paths)
    qtbot.waitUntil(lambda: program.window.idle and program.window.session.source is not None, timeout=20000)
    program.window.opening.step(1)
    qtbot.waitUntil(lambda: program.window.idle and program.window.session.source.name == "1.png", timeout=20000)
    program.speak("en")
    assert program.window.opening.place == "2 of 3"
    qtbot.waitUntil(lambda: program.window.idle, timeout=20000)


@pytest.mark.qt_log_ignore("propagateSizeHints|raise\\(\\)")
def test_windows_of_files_and_folders_are_open_again(program: Program, qtbot: QtBot, tmp_path: Path) -> None:
    for name in ("truth", "ours", "run/val/5000"):
        (tmp_path / name).mkdir(parents=True)
        Image.new("L", (12, 8), len(name)).save(tmp_path / name / "a.png")
    first = program.window
    first.show()
    first.batch.open_with([tmp_path / "ours" / "a.png"])
    first.results.open_with([tmp_path / "truth", tmp_path / "ours"], tmp_path / "truth")
    first.series.open_with(tmp_path / "run")
    first.claims.show()
    first.model_library.show()
    qtbot.waitUntil(lambda: first.idle and len(first.batch.queue.files) == 1, timeout=20000)
    program.speak("zh_CN")
    second = program.window
    qtbot.waitUntil(lambda: second.idle and len(second.batch.queue.files) == 1, timeout=20000)
    windows = [getattr(second, name).window for name in ("batch", "results", "series", "claims", "model_library")]
    assert all(window.isVisible() for window in windows)
    assert (second.results.work.truths, second.results.work.columns) == (
        tmp_path / "truth",
        {"ours": tmp_path / "ours"},
    )
    assert second.series.work.root == tmp_path / "run"
    second.batch.window.close()
    program.speak("en")
    assert not program.window.batch.window.isVisible(), "what was closed stays closed"
    qtbot.waitUntil(lambda: program.window.idle, timeout=20000)


@pytest.mark.qt_log_ignore("propagateSizeHints|raise\\(\\)")
def test_what_was_chosen_for_a_batch_is_so_still(program: Program, qtbot: QtBot, tmp_path: Path) -> None:
    Image.new("L", (12, 8)).save(tmp_path / "a.png")
    (tmp_path / "b.png").write_bytes(b"broken")
    first = program.window
    first.show()
    first.batch.open_with([tmp_path / "a.png", tmp_path / "b.png"])
    form = first.batch.window.form
    choose(form.method, "dasr")
    choose(form.scale, 3)
    form.parameters.edited.emit({"gain": 0.75})
    choose(form.format, ".jpg")
    form.quality.setValue(71)
    form.skip.click()
    form.folder.setText(str(tmp_path / "out"))
    form.folder.editingFinished.emit()
    qtbot.waitUntil(lambda: first.idle and len(first.batch.queue.files) == 2, timeout=20000)
    first.batch.window.go.click()
    qtbot.waitUntil(lambda: first.batch.queue.finished == 2 and not first.batch.queue.running, timeout=20000)
    settings, preset, states = form.settings(), form.preset(), [file.state for file in first.batch.queue.files]
    first.batch.window.close()
    program.speak("zh_CN")
    second = program.window
    qtbot.waitUntil(lambda: second.idle, timeout=20000)
    form = second.batch.window.form
    assert (settings.method, settings.scale, settings.quality, settings.resume) == ("dasr", 3, 71, False)
    assert (form.settings(), form.preset()) == (settings, preset)
    assert form.format.currentData() == ".jpg"
    assert form.folder.text() == str(tmp_path / "out")
    assert [file.state for file in second.batch.queue.files] == states
    assert second.batch.window.opened.isEnabled(), "the folder is there to be opened"
    failed = next(file for file in second.batch.queue.files if file.message)
    assert any("\u4e00" <= letter <= "\u9fff" for letter in failed.message), "said in the language in force"
    second.batch.open_with()
    assert form.settings() == settings, "also once the window is opened again"
    program.speak("en")
    qtbot.waitUntil(lambda: program.window.idle, timeout=20000)


@pytest.mark.qt_log_ignore("propagateSizeHints|raise\\(\\)")
def test_what_was_chosen_for_folders_and_runs_is_so_still(program: Program, qtbot: QtBot, tmp_path: Path) -> None:
    for number, name in enumerate(("truth", "ours", "theirs")):
        (tmp_path / name).mkdir()
        for picture in ("a", "b"):
            Image.new("L", (24, 16), 60 * number + ord(picture)).save(tmp_path / name / f"{picture}.png")
    for iteration in (5000, 10000, 15000):
        (tmp_path / f"run/val/{iteration}").mkdir(parents=True)
        Image.new("L", (24, 16), iteration // 100).save(tmp_path / f"run/val/{iteration}/a.png")
    first = program.window
    first.show()
    first.results.open_with([tmp_path / name for name in ("truth", "ours", "theirs")], tmp_path / "truth")
    first.series.open_with(tmp_path / "run")
    qtbot.waitUntil(lambda: first.idle and len(first.results.work.board.cells) == 2, timeout=20000)
    qtbot.waitUntil(lambda: len(first.series.work.snapshots) == 3, timeout=20000)
    window = first.results.window
    choose(window.by, "ssim_y")
    choose(window.scale, 2)
    choose(window.first, window.first.itemText(1))
    window.sort_worst_first()
    window.printed.setText("28.42")
    first.series.window.slider.setValue(1)
    qtbot.waitUntil(lambda: first.idle, timeout=20000)

    def shown(window: MainWindow) -> tuple[object, ...]:
        results, series = window.results.window, window.series.window
        header = results.table.horizontalHeader()
        return (
            results.by.currentData(),
            results.scale.currentData(),
            results.truth.currentData(),
            results.model.between,
            (header.sortIndicatorSection(), header.sortIndicatorOrder()),
            results.printed.text(),
            results.folders,
            series.pair,
            series.picture.currentText(),
        )

    before = shown(first)
    program.speak("zh_CN")
    second = program.window
    qtbot.waitUntil(lambda: second.idle and len(second.results.work.board.cells) == 2, timeout=20000)
    assert shown(second) == before
    assert before[0] == "ssim_y"
    assert before[7] == (10000, 5000)
    program.speak("en")
    qtbot.waitUntil(lambda: program.window.idle, timeout=20000)


def choose(choice: QComboBox, what: object) -> None:
    """Choose an item by its data, or by its text, as a person does."""
    at = choice.findData(what)
    choice.setCurrentIndex(choice.findText(str(what)) if at < 0 else at)
    choice.activated.emit(choice.currentIndex())


@pytest.mark.qt_log_ignore("propagateSizeHints")
def test_while_files_are_upscaled_nothing_is_said_in_another_language(
    program: Program, qtbot: QtBot, tmp_path: Path
) -> None:
    Image.new("L", (12, 8)).save(tmp_path / "a.png")
    window, queue = program.window, program.window.batch.queue
    window.show()
    queue.plan([tmp_path / "a.png"], tmp_path / "out", batch.BatchSettings.make("nearest", 2), batch.TEMPLATE)
    qtbot.waitUntil(lambda: bool(queue.files), timeout=20000)
    queue.start()
    program.speak("zh_CN")
    assert (program.window, language.tag()) == (window, "en")
    assert window.status.said.full == "The language changes at the next start: files are being upscaled"
    qtbot.waitUntil(lambda: window.idle, timeout=20000)


@pytest.mark.qt_log_ignore("propagateSizeHints")
@pytest.mark.parametrize("what", ["a blind test is going on", "a picture is being optimised"])
def test_what_could_not_go_on_is_not_ended_by_another_language(program: Program, qtbot: QtBot, what: str) -> None:
    window = program.window
    window.show()
    window.session.open(Source(Picture(np.zeros((20, 28, 3), np.float32)), "black"), mode="benchmark", scale=2)
    qtbot.waitUntil(lambda: window.idle, timeout=20000)
    page = window.inside.page("optimise")
    if "blind" in what:
        window.blind.start()
        window.blind.vote("left")
    else:
        page.steps.setValue(500)
        page.run()
    program.speak("zh_CN")
    assert (program.window, language.tag()) == (window, "en")
    assert window.status.said.full == f"The language changes at the next start: {what}"
    assert window.blind.running or page.running
    page.stop()
    window.blind.votes.clear()
    window.blind.stop()
    qtbot.waitUntil(lambda: window.idle, timeout=20000)


@pytest.mark.qt_log_ignore("propagateSizeHints")
def test_pages_of_look_inside_stand_as_they_stood(program: Program, qtbot: QtBot) -> None:
    first = program.window
    first.show()
    first.session.open(Source(Picture(np.zeros((20, 28, 3), np.float32)), "black"), mode="benchmark", scale=2)
    qtbot.waitUntil(lambda: first.idle, timeout=20000)
    first.centre.look_inside()
    first.inside.open("subbands")
    qtbot.waitUntil(lambda: first.idle, timeout=20000)
    subbands, dasr, train = (first.inside.page(key) for key in ("subbands", "dasr", "train"))
    choose(subbands.of, "Truth")
    choose(subbands.beside, "minus DASR")
    subbands.levels.button(3).click()
    subbands.editor.set_from("LH 2")
    dasr.gain.setValue(40)
    dasr.choose_step("slots")
    choose(dasr.hh, "truth")
    train.choices.network.button("srcnn").click()
    train.choices.rate.setValue(0.02)
    train.choices.pixel_weight.setValue(3)
    qtbot.waitUntil(lambda: first.idle, timeout=20000)

    def stand(window: MainWindow) -> tuple[object, ...]:
        subbands, dasr, train = (window.inside.page(key) for key in ("subbands", "dasr", "train"))
        question = subbands.answer.question
        return (
            (subbands.of.currentData(), subbands.beside.currentData(), question.levels, question.edits),
            (dasr.choices, dasr.chosen.name),
            (train.choices.recipe(), train.choices.sliders["pixel"].value()),
        )

    before = stand(first)
    program.speak("zh_CN")
    second = program.window
    qtbot.waitUntil(lambda: second.idle and second.inside.page("subbands").answer is not None, timeout=20000)
    assert stand(second) == before
    second.inside.open("train")
    assert second.inside.page("train").choices.recipe() == before[2][0], "also once it is seen"
    program.speak("en")
    qtbot.waitUntil(lambda: program.window.idle, timeout=20000)


@pytest.mark.qt_log_ignore("propagateSizeHints|raise\\(\\)")
def test_a_lane_that_cannot_be_stopped_does_not_end_the_program(program: Program, qtbot: QtBot) -> None:
    """As one that is in the midst of importing torch, when the language is chosen in the first seconds."""
    begun, may_end = Event(), Event()

    def work(_token: Token) -> Iterator[object]:
        begun.set()
        may_end.wait(20)
        return iter(())

    old = program.window
    old.show()
    old.schedule.submit(FILES, "deaf", work)
    old.claims.show()
    assert begun.wait(20)
    program.speak("en")
    assert program.window.claims.window.isVisible()
    assert not old.claims.window.isVisible(), "there is one window of them"
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert isValid(old), "Qt ends a program that destroys a thread at work"
    may_end.set()
    program.window.close()
    assert program.end()
    old.deleteLater()


def undo(window: MainWindow) -> QAction:
    return next(action for action in window.actions() if action.shortcut() == QKeySequence.StandardKey.Undo)


@pytest.mark.qt_log_ignore("propagateSizeHints")
def test_switched_at_run_time_with_all_that_is_done(program: Program, qtbot: QtBot) -> None:
    first = program.window
    first.show()
    pixels = np.random.default_rng(0).random((40, 56, 3)).astype(np.float32)
    first.session.open(Source(Picture(pixels), "noise"), mode="benchmark", scale=2)
    qtbot.waitUntil(lambda: first.idle, timeout=20000)
    first.canvas.look_at(20.5, 10.25, 6.0)
    first.canvas.set_way(view="wipe")
    first.session.edit(regions=(Rect(2, 2, 5, 4),))
    first.session.edit(regions=())
    undo(first).trigger()
    first.canvas.set_smooth(True)
    for toggle in (first.canvas.toggle_captions, first.canvas.toggle_overview):
        toggle()
    look, done = first.canvas.state.look, dict(first.session.outcomes)
    program.speak("zh_CN")
    second = program.window
    assert second is not first
    qtbot.waitUntil(lambda: second.idle and second.session.done and second.canvas.awaited is None, timeout=20000)
    assert second.canvas.state.look == look
    assert second.canvas.way.view == "wipe"
    assert (second.canvas.smooth, second.canvas.overview.wanted) == (True, False)
    assert all(pane.smooth and not pane.captions for pane in second.canvas.panes)
    for pane, outcome in done.items():
        assert second.session.outcome(pane).result is outcome.result, "nothing was done again"
        assert second.session.outcome(pane).measures == outcome.measures
    assert undo(second).text() == "撤销(&U) 区域"
    assert second.session.comparison.regions == (Rect(2, 2, 5, 4),)
    undo(second).trigger()
    assert second.session.comparison.regions == ()
    for _ in range(2):
        second.history.stack.redo()
    assert not second.history.stack.canRedo()
    titles = [action.text() for action in second.menuBar().actions()]
    assert not any("File" in title for title in titles)
    second.centre.look_inside()
    second.inside.open("interpolation")
    choose(second.plots.kind, "histogram")
    program.speak("en")
    third = program.window
    qtbot.waitUntil(lambda: third.idle, timeout=20000)
    assert third.centre.shows_inside
    assert (third.inside.current, third.plots.kind.currentData()) == ("interpolation", "histogram")
    assert "&File" in [action.text() for action in third.menuBar().actions()]
