"""A headless Chromium, driven over its DevTools protocol through a pair of pipes: only the browser is needed."""

from __future__ import annotations

import base64
import contextlib
import fcntl
import io
import json
import os
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

NAMES = ("chromium", "chromium-browser", "chromium-headless-shell", "google-chrome", "chrome")
FLAGS = (
    "--headless=new",
    "--remote-debugging-pipe",
    "--no-first-run",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--force-color-profile=srgb",
    "--hide-scrollbars",
)
ANSWER_SECONDS = 30.0
# The browser reads commands from descriptor 3 and writes answers to descriptor 4.
LAUNCHER = (
    "import os, sys; os.dup2(int(sys.argv[1]), 3); os.dup2(int(sys.argv[2]), 4); os.execv(sys.argv[3], sys.argv[3:])"
)


def browser_path() -> str | None:
    """The first Chromium on the search path, or None."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


class Browser:
    """A running browser; `events` holds what it told without being asked."""

    def __init__(self, command: int, answers: int) -> None:
        self._command = command
        self._answers = answers
        self._rest = b""
        self._last_id = 0
        self.session: str | None = None
        self.events: list[dict[str, Any]] = []

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        """One command and its answer; `RuntimeError` if the browser refuses it, `TimeoutError` if it is silent."""
        self._last_id += 1
        message: dict[str, Any] = {"id": self._last_id, "method": method, "params": params}
        if self.session:
            message["sessionId"] = self.session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self._command, data) :]
        while (answer := self._next()).get("id") != self._last_id:
            self.events.append(answer)
        if "error" in answer:
            raise RuntimeError(f"{method}: {answer['error']}")
        result: dict[str, Any] = answer["result"]
        return result

    def wait_for(self, event: str) -> None:
        """Until the browser has told of an event since the list of events was last emptied."""
        while not any(e.get("method") == event for e in self.events):
            self.events.append(self._next())

    def _next(self) -> dict[str, Any]:
        end = time.monotonic() + ANSWER_SECONDS
        while b"\0" not in self._rest:
            ready, _, _ = select.select([self._answers], [], [], max(0.0, end - time.monotonic()))
            if not ready:
                raise TimeoutError("the browser does not answer")
            data = os.read(self._answers, 1 << 20)
            if not data:
                raise EOFError("the browser has gone")
            self._rest += data
        one, _, self._rest = self._rest.partition(b"\0")
        answer: dict[str, Any] = json.loads(one)
        return answer


@contextlib.contextmanager
def running(path: str, profile: Path) -> Iterator[Browser]:
    """A browser with a profile of its own, gone when the block ends."""
    ours_read, theirs_write = os.pipe()
    theirs_read, ours_write = os.pipe()
    theirs = [fcntl.fcntl(fd, fcntl.F_DUPFD, 10) for fd in (theirs_read, theirs_write)]  # clear of 3 and 4
    flags = [*FLAGS, f"--user-data-dir={profile}"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        flags.append("--no-sandbox")
    argv = [sys.executable, "-c", LAUNCHER, *map(str, theirs), path, *flags, "about:blank"]
    process = subprocess.Popen(argv, pass_fds=theirs, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for fd in (theirs_read, theirs_write, *theirs):
        os.close(fd)
    browser = Browser(ours_write, ours_read)
    try:
        yield browser
        browser.session = None
        with contextlib.suppress(RuntimeError, TimeoutError, EOFError, OSError):
            browser.call("Browser.close")
    finally:
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        os.close(ours_read)
        os.close(ours_write)


class Page:
    """One page: what a person does to it, and what is seen of it. Lengths are CSS pixels."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        target = browser.call("Target.createTarget", url="about:blank")["targetId"]
        browser.session = browser.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self._target = target
        for domain in ("Page", "Runtime", "Log", "Network"):
            browser.call(f"{domain}.enable")

    def close(self) -> None:
        self.browser.session = None
        self.browser.call("Target.closeTarget", targetId=self._target)
        self.browser.events.clear()

    def open(
        self,
        path: Path,
        width: int = 1280,
        height: int = 800,
        density: float = 1.0,
        touch: bool = False,
        dark: bool = False,
    ) -> None:
        """Load a file in a window of that size, and wait until all is drawn."""
        call = self.browser.call
        call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=density, mobile=touch)
        call("Emulation.setTouchEmulationEnabled", enabled=touch, maxTouchPoints=5 if touch else 1)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        call("Emulation.setEmulatedMedia", features=[scheme])
        self.browser.events.clear()
        call("Page.navigate", url=path.as_uri())
        self.browser.wait_for("Page.loadEventFired")
        self.settle()

    def settle(self) -> None:
        """Until two frames have been drawn."""
        self.run("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")

    def run(self, script: str) -> Any:
        """What an expression gives."""
        answer = self.browser.call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(answer["exceptionDetails"])
        return answer["result"].get("value")

    def box(self, selector: str) -> tuple[float, float, float, float]:
        """x, y, width and height of an element in the window."""
        found = self.run(
            f"(b => [b.x, b.y, b.width, b.height])(document.querySelector({selector!r}).getBoundingClientRect())"
        )
        x, y, width, height = found
        return x, y, width, height

    def centre(self, selector: str) -> tuple[float, float]:
        x, y, width, height = self.box(selector)
        return x + width / 2, y + height / 2

    # -- mouse, fingers, keys -------------------------------------------------------------------------------

    def mouse(self, kind: str, x: float, y: float, **more: Any) -> None:
        self.browser.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, **more)

    def drag(self, start: tuple[float, float], end: tuple[float, float], steps: int = 4) -> None:
        """Press at the start, go to the end, let go."""
        self.mouse("mouseMoved", *start)
        self.mouse("mousePressed", *start, button="left", buttons=1, clickCount=1)
        for x, y in _between(start, end, steps):
            self.mouse("mouseMoved", x, y, button="left", buttons=1)
        self.mouse("mouseReleased", *end, button="left", clickCount=1)
        self.settle()

    def click(self, x: float, y: float, times: int = 1) -> None:
        for count in range(1, times + 1):
            self.mouse("mousePressed", x, y, button="left", buttons=1, clickCount=count)
            self.mouse("mouseReleased", x, y, button="left", clickCount=count)
        self.settle()

    def wheel(self, x: float, y: float, up: float) -> None:
        self.mouse("mouseWheel", x, y, deltaX=0, deltaY=-up)
        self.settle()

    def swipe(self, *fingers: tuple[tuple[float, float], tuple[float, float]], steps: int = 4) -> None:
        """Put fingers down at their starts, move all to their ends, lift them."""
        paths = [_between(start, end, steps) for start, end in fingers]
        self._touch("touchStart", [start for start, _ in fingers])
        for step in range(steps):
            self._touch("touchMove", [path[step] for path in paths])
        self._touch("touchEnd", [])
        self.settle()

    def _touch(self, kind: str, points: list[tuple[float, float]]) -> None:
        at = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(points)]
        self.browser.call("Input.dispatchTouchEvent", type=kind, touchPoints=at)

    def key(self, key: str, code: str = "", shift: bool = False, times: int = 1) -> None:
        """Press a key and let it go."""
        text = {"text": key} if len(key) == 1 else {}
        number = {"Tab": 9, "Enter": 13, "Home": 36, "End": 35, "ArrowLeft": 37, "ArrowRight": 39}.get(key, 0)
        for _ in range(times):
            common = {"key": key, "code": code or key, "modifiers": 8 if shift else 0, "windowsVirtualKeyCode": number}
            self.browser.call("Input.dispatchKeyEvent", type="keyDown", **common, **text)
            self.browser.call("Input.dispatchKeyEvent", type="keyUp", **common)
        self.settle()

    # -- what is seen ---------------------------------------------------------------------------------------

    def screenshot(self) -> np.ndarray:
        """The window as uint8 (height, width, 3), in device pixels."""
        data = base64.b64decode(self.browser.call("Page.captureScreenshot", format="png")["data"])
        return np.asarray(Image.open(io.BytesIO(data)).convert("RGB"))

    def complaints(self) -> list[str]:
        """Errors, warnings and violations of the content security policy since the page was opened."""
        self.run("1")
        said = []
        for event in self.browser.events:
            if event.get("method") == "Runtime.exceptionThrown":
                said.append(str(event["params"]["exceptionDetails"]))
            elif event.get("method") == "Log.entryAdded":
                said.append(event["params"]["entry"]["text"])
        return said

    def requests(self) -> list[str]:
        """Addresses that the page has asked for, without those of its own data."""
        sent = [
            e["params"]["request"]["url"] for e in self.browser.events if e.get("method") == "Network.requestWillBeSent"
        ]
        return [url for url in sent if not url.startswith("data:")]


def _between(start: tuple[float, float], end: tuple[float, float], steps: int) -> list[tuple[float, float]]:
    parts = [(step + 1) / steps for step in range(steps)]
    return [(start[0] + (end[0] - start[0]) * p, start[1] + (end[1] - start[1]) * p) for p in parts]
