"""How long a cancel takes: python tests/benchmarks/cancel.py

A picture of 4 megapixels, every method at x2 and x4; the token is cancelled at a random moment of the work, many
times over. Prints median, 95th percentile and longest time in milliseconds until the engine has told `Cancelled`.
"""

from __future__ import annotations

import threading
import time

import numpy as np

from srviewer.engine import run as engine
from srviewer.engine.events import Cancelled
from srviewer.engine.job import Job
from srviewer.engine.progress import Token
from srviewer.imaging.picture import Picture

ROUNDS = 40
LONGEST_WAIT = 4.0  # seconds after which at the latest the cancel comes


def one(job: Job, wait: float) -> float | None:
    """Milliseconds from the cancel to `Cancelled`; None if the job was done before."""
    token, moment = Token(), [0.0]

    def cancel() -> None:
        moment[0] = time.perf_counter()
        token.cancel()

    timer = threading.Timer(wait, cancel)
    timer.start()
    last = list(engine.run(job, token))[-1]
    ended = time.perf_counter()
    timer.cancel()
    return (ended - moment[0]) * 1000 if isinstance(last, Cancelled) else None


def main() -> None:
    rng = np.random.default_rng(0)
    picture = Picture(rng.random((2000, 2000, 3), np.float32))
    small = Picture(picture.pixels[:64, :64])
    print(f"{'method':>12} {'x':>2} {'n':>3} {'median':>8} {'p95':>8} {'longest':>8}  ms")
    for method in ("bicubic", "dasr", "srcnn", "perceptual"):
        for scale in (2, 4):
            engine.result_of(Job.make(small, method, scale))  # what is loaded once is not counted
            job = Job.make(picture, method, scale)
            found = [one(job, wait) for wait in rng.uniform(0.02, LONGEST_WAIT, ROUNDS)]
            times = [t for t in found if t is not None]
            if times:
                p50, p95 = np.percentile(times, (50, 95))
                print(f"{method:>12} {scale:>2} {len(times):>3} {p50:8.0f} {p95:8.0f} {max(times):8.0f}", flush=True)


if __name__ == "__main__":
    main()
