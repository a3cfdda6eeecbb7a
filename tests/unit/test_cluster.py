"""Files done elsewhere: bytes there and back, workers that differ, workers that are lost."""

from __future__ import annotations

import importlib.util
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import model_files
import numpy as np
import pytest
from PIL import Image

from srviewer import batch, cluster, models, upsamplers
from srviewer.__main__ import main
from srviewer.models import library
from srviewer.paths import user_cache_dir
from srviewer.upsamplers import from_files

SETTINGS = batch.BatchSettings.make("bicubic", 2)
IDENTITY = cluster.identity(("bicubic",), 2)
needs_dask = pytest.mark.skipif(
    importlib.util.find_spec("distributed") is None,
    reason="distributed is not installed (srviewer[cluster])",
)


def pictures(folder: Path, count: int, side: int = 12) -> list[Path]:
    rng = np.random.default_rng(0)
    folder.mkdir()
    paths = [folder / f"{n:02}.png" for n in range(count)]
    for path in paths:
        Image.fromarray(rng.integers(0, 256, (side, side, 3), np.uint8)).save(path)
    return paths


def contents(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in sorted(folder.iterdir())}


def done_here(folder: Path, out: Path) -> dict[str, bytes]:
    list(batch.run(batch.plan([folder], out, SETTINGS)[0], SETTINGS))
    return contents(out)


def test_bytes_there_and_back_are_the_files_of_a_local_batch(tmp_path: Path) -> None:
    paths = pictures(tmp_path / "in", 5)
    paths[1].write_bytes(paths[1].read_bytes()[:60])
    expected = done_here(tmp_path / "in", tmp_path / "here")
    items, _ = batch.plan([tmp_path / "in"], tmp_path / "there", SETTINGS)
    with ProcessPoolExecutor(2, get_context("spawn")) as pool:
        outcomes = list(cluster.run(items, SETTINGS, cluster.ClusterWorkers(pool, 4, IDENTITY)))
    assert [o.item for o in outcomes] == list(items)
    assert [bool(o.error) for o in outcomes] == [False, True, False, False, False]
    assert "01.png" in outcomes[1].error
    assert contents(tmp_path / "there") == expected
    with ThreadPoolExecutor(1) as threads:
        again = cluster.ClusterWorkers(threads, 4, IDENTITY)
        refused = [o.error for o in cluster.run(items, SETTINGS, again)]
        resumed = [o.skipped for o in cluster.run(items, replace(SETTINGS, resume=True), again)]
    assert "exists already" in refused[0]
    assert resumed == [True, False, True, True, True]


def test_a_worker_that_differs_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    theirs = replace(IDENTITY, version="0.0.1")
    assert "srviewer 0.0.1" in cluster.difference(IDENTITY, theirs)
    with pytest.raises(cluster.ClusterError, match=r"worker tcp://b .*weights"):
        cluster._refuse_others({"tcp://a": IDENTITY, "tcp://b": replace(IDENTITY, weights=("x",))}, IDENTITY)
    with pytest.raises(cluster.ClusterError, match="does not work there"):
        cluster._refuse_others({"tcp://a": ImportError("no module")}, IDENTITY)
    pictures(tmp_path / "in", 2)
    items, _ = batch.plan([tmp_path / "in"], tmp_path / "out", SETTINGS)
    with ThreadPoolExecutor(1) as pool, pytest.raises(cluster.ClusterError, match="joined"):
        list(cluster.run(items, SETTINGS, cluster.ClusterWorkers(pool, 2, theirs)))


def test_networks_are_known_by_their_checksums() -> None:
    found = cluster.identity(("srcnn", "bicubic"), 2)
    assert len(found.weights) == 1
    assert cluster.difference(found, replace(found, weights=())).startswith("its weights for srcnn, bicubic ×2")
    assert cluster.difference(found, replace(found, digests=("x", "y"))).startswith("its methods srcnn, bicubic are")


@pytest.mark.parametrize("name", ["3x.pth", "m.onnx"])
def test_a_model_is_taken_by_its_checksum(name: str, tmp_path: Path) -> None:
    make = partial(model_files.onnx_file, external=True) if name == "m.onnx" else partial(model_files.saved, "Compact")
    file = make(tmp_path / name)
    method = from_files.temporary(file).name
    try:
        (sent,) = cluster.models_of(("bicubic", method))
        mine = cluster.identity((method,), 3)
        upsamplers.remove(method)
        for path in models.files_of(file):
            path.unlink()
        for _ in range(2):
            cluster.take_models((sent,))
        kept = sorted((user_cache_dir() / "models" / sent.checksum).iterdir())
        assert [path.name for path in kept] == (["3x.pth"] if name == "3x.pth" else ["m.onnx", "m.onnx.data"])
        assert cluster.identity((method,), 3) == mine
        kept[-1].write_bytes(b"damaged")
        cluster.take_models((sent,))
        assert kept[-1].read_bytes() == sent.files[kept[-1].name]
        kept[-1].unlink()
        cluster.take_models((sent,))
        assert kept[-1].is_file()
    finally:
        upsamplers.remove(method)


def test_lost_workers_and_a_lost_cluster_are_told_apart() -> None:
    class KilledWorker(Exception):
        """As dask.distributed calls it."""

    future: Future[int] = Future()
    future.set_exception(KilledWorker())
    assert str(cluster.value_of(future, "a.png")).startswith("a.png: every worker")
    gone: Future[int] = Future()
    gone.cancel()
    gone.set_running_or_notify_cancel()
    with pytest.raises(cluster.ClusterError, match="cluster is gone"):
        cluster.value_of(gone, "a.png")


def test_without_the_extra_it_says_what_to_install(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    (path,) = pictures(tmp_path / "in", 1)
    argv = ["upscale", path, "--method", "bicubic", "--scale", 2, "--output-dir", tmp_path, "--scheduler", "tcp://a:1"]
    assert main([str(a) for a in argv]) == 2
    (line,) = capsys.readouterr().err.strip().splitlines()
    assert "srviewer[cluster]" in line


# -- a real scheduler and two workers --------------------------------------------------------------------------------


class Dask:
    """A scheduler and its workers, as processes in a folder where the pictures are not."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        self.processes: list[subprocess.Popen[bytes]] = []
        file = folder / "scheduler.json"
        self._start("dask_scheduler", "--port", "0", "--no-dashboard", "--scheduler-file", str(file))
        self._until(file.exists)
        self.address = json.loads(file.read_text())["address"]

    def worker(self) -> subprocess.Popen[bytes]:
        count = len(self.processes)
        log = self._start("dask_worker", self.address, "--nthreads", "1", "--no-nanny", "--no-dashboard")
        self._until(lambda: b"Registered to" in log.read_bytes())
        assert len(self.processes) == count + 1
        return self.processes[-1]

    def _start(self, module: str, *arguments: str) -> Path:
        log = self.folder / f"{len(self.processes)}.log"
        root = str(Path(batch.__file__).parents[2])
        with log.open("wb") as file:
            command = [sys.executable, "-m", f"distributed.cli.{module}", *arguments]
            homes = {name: str(self.folder / name) for name in ("XDG_DATA_HOME", "XDG_CACHE_HOME")}
            environment = {**os.environ, **homes, "PYTHONPATH": root, "OMP_NUM_THREADS": "1"}
            self.processes.append(subprocess.Popen(command, stdout=file, stderr=file, cwd=self.folder, env=environment))
        return log

    def _until(self, ready) -> None:
        end = time.monotonic() + 60
        while not ready():
            assert self.processes[-1].poll() is None, "it ended"
            assert time.monotonic() < end, "it did not start"
            time.sleep(0.02)

    def stop(self) -> None:
        for process in reversed(self.processes):
            process.kill()
            process.wait()


@pytest.fixture(scope="module")
def dask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Dask]:
    started = Dask(tmp_path_factory.mktemp("dask") / "place")
    try:
        started.worker(), started.worker()
        yield started
    finally:
        started.stop()


@needs_dask
@pytest.mark.long
@pytest.mark.cluster
def test_the_verbs_give_on_a_cluster_what_they_give_here(dask: Dask, tmp_path: Path) -> None:
    pictures(tmp_path / "in", 4, side=48)
    expected = done_here(tmp_path / "in", tmp_path / "here")
    there = ["--scheduler", dask.address]
    argv = ["upscale", tmp_path / "in", "--method", "bicubic", "--scale", 2, "--output-dir", tmp_path / "there", *there]
    assert main([str(a) for a in argv]) == 0
    assert contents(tmp_path / "there") == expected
    for name, more in (("a", []), ("b", there)):
        argv = ["evaluate", "--hr", tmp_path / "in", "--scale", 2, "--methods", "bicubic,dasr", "--save-dir"]
        argv += [tmp_path / name, "--json", tmp_path / f"{name}.json", *more]
        assert main([str(a) for a in argv]) == 0
    assert (tmp_path / "a.json").read_text() == (tmp_path / "b.json").read_text()
    assert contents(tmp_path / "a/dasr") == contents(tmp_path / "b/dasr")


@needs_dask
@pytest.mark.long
@pytest.mark.cluster
def test_models_from_files_go_to_the_workers(dask: Dask, tmp_path: Path) -> None:
    pictures(tmp_path / "in", 4, side=48)
    file = model_files.saved("Compact", tmp_path / "3x.pth")
    for name, more in (("a", []), ("b", ["--scheduler", dask.address])):
        argv = ["upscale", tmp_path / "in", "--model", file, "--scale", 3, "--output-dir", tmp_path / name, *more]
        assert main([str(a) for a in argv]) == 0
        argv = [
            "evaluate",
            "--hr",
            tmp_path / "in",
            "--scale",
            2,
            "--methods",
            "bicubic",
            "--model",
            file,
            "--metrics",
            "psnr_y",
        ]
        assert main([str(a) for a in [*argv, "--json", tmp_path / f"{name}.json", *more]]) == 0
    assert contents(tmp_path / "a") == contents(tmp_path / "b")
    assert (tmp_path / "a.json").read_text() == (tmp_path / "b.json").read_text()
    kept = dask.folder / "XDG_CACHE_HOME" / "srviewer" / "models"
    checksum = library.checksum_of(models.stamp(file))
    assert contents(kept / checksum) == {file.name: file.read_bytes()}
    assert [path.name for path in kept.iterdir()] == [checksum]
    upsamplers.remove("model:3x")


@needs_dask
@pytest.mark.long
@pytest.mark.cluster
def test_files_of_a_worker_that_is_killed_are_redone(dask: Dask, tmp_path: Path) -> None:
    victim = dask.worker()
    pictures(tmp_path / "in", 24, side=160)
    expected = done_here(tmp_path / "in", tmp_path / "here")
    items, _ = batch.plan([tmp_path / "in"], tmp_path / "there", SETTINGS)
    told = []
    with cluster.connected(dask.address, ("bicubic",), 2) as workers:
        assert workers.ahead == 3 * cluster.A_THREAD
        for outcome in cluster.run(items, SETTINGS, workers):
            told.append(outcome)
            if len(told) == 3:
                victim.send_signal(signal.SIGKILL)
    assert [o.item for o in told] == list(items), "none twice, none lost, in order"
    assert not [o.error for o in told if o.error]
    assert contents(tmp_path / "there") == expected


@needs_dask
@pytest.mark.long
@pytest.mark.cluster
def test_a_scheduler_that_is_not_there(tmp_path: Path, capsys, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "CONNECT_SECONDS", 1)
    (path,) = pictures(tmp_path / "in", 1)
    argv = ["upscale", path, "--method", "bicubic", "--scale", 2, "--output-dir", tmp_path]
    assert main([*map(str, argv), "--scheduler", "tcp://127.0.0.1:9"]) == 2
    (line,) = capsys.readouterr().err.strip().splitlines()
    assert "can be reached" in line
