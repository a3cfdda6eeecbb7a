"""Numbers of one result: what was measured, and why something was not.

Apart from `srviewer.evaluation`, so that what only measures starts without the methods.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from srviewer.engine import preload
from srviewer.engine.progress import Token
from srviewer.errors import CancelledError, ParameterError, SrviewerError
from srviewer.metrics import Metric
from srviewer.metrics.pair import Pair
from srviewer.phrase import phrase

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Measures:
    """Numbers of one result, by the names of metrics.

    values : what was measured, on each metric's own scale; `math.inf` where the pictures are identical
    missing : of metrics that failed, why, in words; a metric in neither does not apply, or was not asked for
    pending : names of metrics that are still to come
    """

    values: Mapping[str, float] = field(default_factory=dict)
    missing: Mapping[str, str] = field(default_factory=dict)
    pending: frozenset[str] = frozenset()

    def with_others(self, others: Measures) -> Measures:
        """These and the others, which come after them."""
        return Measures({**self.values, **others.values}, {**self.missing, **others.missing}, others.pending)


def measured_pairs(pairs: Mapping[str, Pair], wanted: Iterable[Metric], token: Token | None) -> Measures:
    """What is wanted of what there is to measure against; a metric that fails says why and does not keep the others."""
    values, missing = {}, {}
    for metric in wanted:
        pair = next(iter(pairs.values()), None) if metric.needs == "result" else pairs.get(metric.needs)
        if pair is None:
            continue
        if metric.slow:
            preload.wait(token or Token())
        try:
            value = metric.measure(pair)
            if value is not None and (math.isnan(value) or (math.isinf(value) and (metric.lower or value < 0))):
                raise ParameterError(phrase("{metric} is not a finite number here", metric=metric.title))
        except CancelledError:
            raise
        except MemoryError:
            missing[metric.name] = phrase("not enough memory to measure")
        except SrviewerError as error:
            missing[metric.name] = str(error)
        except Exception:
            log.exception("%s cannot be measured", metric.name)
            missing[metric.name] = phrase("failed unexpectedly; the log has the details")
        else:
            if value is not None:
                values[metric.name] = value
    return Measures(values, missing)
