"""Settings of a method that have names: what its paper published, and what the program starts with instead."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

PUBLISHED = "as published"


@dataclass(frozen=True)
class Setting:
    """Values of some of a method's parameters; a setting is in force where all of them agree."""

    name: str
    values: tuple[tuple[str, str | float], ...]

    def in_force(self, params: Mapping[str, str | float]) -> bool:
        return all(params[name] == value for name, value in self.values)


def _of_gain(name: str, gain: float, registration: str = "registered") -> Setting:
    return Setting(name, (("gain", gain), ("registration", registration)))


OF_DETAILS = (_of_gain("WZP", 0.0), _of_gain("damped", 0.25), _of_gain(PUBLISHED, 1.0, "published"))
"""Of methods that put enlarged details in; gain 0 is wavelet zero padding."""

OF_PLACE = (
    Setting("registered", (("registration", "registered"),)),
    Setting(PUBLISHED, (("registration", "published"),)),
)
"""Of methods that differ from what was published in their place alone."""
