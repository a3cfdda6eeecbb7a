"""Many files: names, order, and one failure that does not stop the rest.

The work on a file is a plain function of plain data, so that any `concurrent.futures.Executor` can do it. Without one
threads do it, several files at once: while one is enlarged, others are decoded and encoded. Torch's threads are shared
out among them; on a GPU a network takes one file at a time, in the thread that asks for what became of the files.
"""

from srviewer.batch.files import (
    BatchSettings,
    FileOutcome,
    FileProgress,
    FileStage,
    Item,
    Linked,
    enlarged,
    failed,
    in_words,
    provenance,
    size_of,
    standing,
    upscale_file,
)
from srviewer.batch.names import RESULT, TEMPLATE, LeftOut, plan, single
from srviewer.batch.ordered import AHEAD, in_order
from srviewer.batch.pipeline import Begun, Event, Supply, events, run, threads
from srviewer.batch.presets import Preset

__all__ = [
    "AHEAD",
    "RESULT",
    "TEMPLATE",
    "BatchSettings",
    "Begun",
    "Event",
    "FileOutcome",
    "FileProgress",
    "FileStage",
    "Item",
    "LeftOut",
    "Linked",
    "Preset",
    "Supply",
    "enlarged",
    "events",
    "failed",
    "in_order",
    "in_words",
    "plan",
    "provenance",
    "run",
    "single",
    "size_of",
    "standing",
    "threads",
    "upscale_file",
]
