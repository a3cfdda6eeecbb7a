"""A session's tasks, done as the window would do them, here and now."""

from __future__ import annotations

from collections.abc import Iterator

from srviewer.engine.cache import Cache
from srviewer.evaluation import OwnTask, PrepareTask, compare, compare_own, prepare
from srviewer.session import Session, Task


def work(session: Session, cache: Cache | None = None) -> Session:
    """Do all that there is to do."""
    while tasks := session.take_tasks():
        for task in tasks:
            for event in events_of(task, cache):
                session.receive(event)
    return session


def events_of(task: Task, cache: Cache | None = None) -> Iterator[object]:
    if isinstance(task, PrepareTask):
        return prepare(task)
    return compare_own(task) if isinstance(task, OwnTask) else compare(task, cache=cache)
