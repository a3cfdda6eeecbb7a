"""What doing the whole of a large picture would cost, from what its visible part has cost."""

from __future__ import annotations

from srviewer.engine.memory import in_words
from srviewer.gui.canvas.describe import duration
from srviewer.gui.features.comparing.region import is_large
from srviewer.session import Session

BYTES_A_PIXEL = 3 + 1 + 4  # a result in 8 bits, its luma plane, and its copy for the screen


def whole_estimate(session: Session) -> str:
    """Like "≈ 40 s · 1.2 GB", as far as it is known; empty where there is nothing to estimate."""
    lr = session.lr
    if lr is None or session.comparison.whole or not is_large(lr):
        return ""
    parts = [o.result for o in session.outcomes.values() if o.result is not None and o.result.region is not None]
    pixels = lr.width * lr.height
    size = pixels * session.comparison.scale**2 * BYTES_A_PIXEL * max(1, len(session.outcomes))
    seconds = sum(r.seconds * pixels / (r.region.width * r.region.height) for r in parts if r.region)
    return f"≈ {duration(seconds)} · {in_words(size)}" if seconds else f"≈ {in_words(size)}"
