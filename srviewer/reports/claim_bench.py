"""Where the claims are measured: the test images of a folder, and results that are made once."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import fmean

from srviewer import upsamplers
from srviewer.engine.events import Result
from srviewer.engine.job import Job
from srviewer.engine.progress import Token
from srviewer.engine.run import result_of
from srviewer.errors import MethodUnavailableError, ParameterError
from srviewer.evaluation import Measures, benchmark_pair, measure
from srviewer.imaging.picture import Picture
from srviewer.metrics import feature_distance
from srviewer.phrase import phrase
from srviewer.reports import claim_images
from srviewer.reports.claim_images import DASR4, SET5
from srviewer.reports.verdicts import Row


class Bench:
    """The test images of a folder and what has been measured on them; nothing is measured twice.

    told : hears what is being measured, in a few words; token : cancels
    """

    def __init__(
        self, folder: Path, told: Callable[[str], None] = lambda what: None, token: Token | None = None
    ) -> None:
        self.folder, self.token = folder, token or Token()
        self._told = told
        self._pictures: dict[str, Picture] = {}
        self._rows: dict[tuple[object, ...], Row] = {}
        self._set5: dict[tuple[str, int], dict[str, tuple[Result, Measures]]] = {}

    def picture(self, name: str) -> Picture:
        """A test image by its path below the folder."""
        if name not in self._pictures:
            self._pictures[name] = claim_images.read(self.folder, name)
        return self._pictures[name]

    def pair(self, name: str, scale: int, how: str = "bicubic") -> tuple[Picture, Picture]:
        """Truth and LR of one of `DASR4`; `ParameterError` if it is in colour."""
        picture = self.picture(f"DASR4/{name}.png")
        if not picture.is_grey:
            raise ParameterError(phrase("DASR4/{name}.png is in colour, and a grey picture is expected", name=name))
        return benchmark_pair(picture, scale, how)

    def row(self, method: str, scale: int, how: str = "bicubic", **params: object) -> Row:
        """PSNR of `DASR4` in dB: grey values, LR and result rounded to 8 bits, no border left out."""
        key = (method, scale, how, *sorted(params.items()))
        if key not in self._rows:
            self._rows[key] = tuple(self._psnr(name, method, scale, how, params) for name in DASR4)
        return self._rows[key]

    def _psnr(self, name: str, method: str, scale: int, how: str, params: Mapping[str, object]) -> float:
        self.say(_measuring(name, method, scale))
        truth, lr = self.pair(name, scale, how)
        measures = measure(result_of(Job.make(lr, method, scale, params), self.token), None, truth, 0, self.token)
        return known(measures, "psnr_y")

    def set5(self, method: str, scale: int) -> dict[str, tuple[Result, Measures]]:
        """Results and measures of Set5 with MATLAB's LR, the border of the scale left out."""
        if (method, scale) not in self._set5:
            reason = upsamplers.unavailable_reason(method)
            if reason:
                raise MethodUnavailableError(reason)
            found = {}
            for name in SET5:
                self.say(
                    phrase(
                        "{picture}, {method} ×{scale}", picture=name, method=upsamplers.get(method).title, scale=scale
                    )
                )
                truth, lr = (self.picture(f"Set5/x{scale}/{kind}/{name}.png") for kind in ("HR", "LR"))
                result = result_of(Job.make(lr, method, scale), self.token)
                found[name] = result, measure(result, lr, truth, token=self.token)
            self._set5[method, scale] = found
        return self._set5[method, scale]

    def set5_mean(self, method: str, scale: int, number: str = "psnr_y") -> float:
        """Mean of a number of `Measures` over Set5."""
        return fmean(known(measures, number) for _, measures in self.set5(method, scale).values())

    def set5_distance(self, method: str, scale: int) -> float:
        """Mean feature distance over Set5."""
        distances = []
        for name, (result, _) in self.set5(method, scale).items():
            self.say(phrase("{picture}, feature distance", picture=name))
            truth = self.picture(f"Set5/x{scale}/HR/{name}.png").pixels
            check = self.token.raise_if_cancelled
            distances.append(feature_distance.feature_distance(result.pixels, truth, check=check))
        return fmean(distances)

    def say(self, what: str) -> None:
        """Tell what is being measured; a cancellation point."""
        self.token.raise_if_cancelled()
        self._told(what)


def _measuring(picture: str, method: str, scale: int) -> str:
    return phrase("{picture}, {method} ×{scale}", picture=picture, method=upsamplers.get(method).title, scale=scale)


def known(measures: Measures, number: str) -> float:
    """A number of `Measures`: infinite for identical pictures; `ParameterError` where there is none."""
    value: float | None = getattr(measures, number)
    if value is None and not measures.identical:
        raise ParameterError(measures.why or phrase("a picture has no {number}", number=number))
    return math.inf if value is None else value
