"""Where the claims are measured: the test images of a folder, and results that are made once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from statistics import fmean

from srviewer import metrics, upsamplers
from srviewer.engine.events import Result
from srviewer.engine.job import Job
from srviewer.engine.progress import Token
from srviewer.engine.run import result_of
from srviewer.errors import MethodUnavailableError, ParameterError
from srviewer.evaluation import benchmark_pair, measure
from srviewer.imaging.picture import Picture
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
        self._set5: dict[tuple[str, int], dict[str, Result]] = {}
        self._numbers: dict[tuple[str, int, str], Row] = {}

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
        result = result_of(Job.make(lr, method, scale, params), self.token)
        return self._number("psnr_y", result, None, truth, 0)

    def _number(
        self, name: str, result: Result, lr: Picture | None, truth: Picture, crop_border: int | None = None
    ) -> float:
        """A metric of a result, infinite for identical pictures; `ParameterError` where there is none."""
        measures = measure(result, lr, truth, crop_border, self.token, (metrics.get(name),))
        if name not in measures.values:
            why = measures.missing.get(name) or phrase("a picture has no {number}", number=metrics.get(name).title)
            raise ParameterError(why)
        return measures.values[name]

    def set5(self, method: str, scale: int) -> dict[str, Result]:
        """Results of Set5 with MATLAB's LR, by picture."""
        if (method, scale) not in self._set5:
            reason = upsamplers.unavailable_reason(method)
            if reason:
                raise MethodUnavailableError(reason)
            found = {}
            for name in SET5:
                self.say(_measuring(name, method, scale))
                found[name] = result_of(Job.make(self._of_set5("LR", name, scale), method, scale), self.token)
            self._set5[method, scale] = found
        return self._set5[method, scale]

    def _of_set5(self, kind: str, name: str, scale: int) -> Picture:
        return self.picture(f"Set5/x{scale}/{kind}/{name}.png")

    def set5_row(self, method: str, scale: int, number: str = "psnr_y") -> Row:
        """A metric of every picture of Set5, the border of the scale left out by those that leave one out."""
        key = (method, scale, number)
        if key not in self._numbers:
            found = []
            for name, result in self.set5(method, scale).items():
                self.say(phrase("{picture}, {metric}", picture=name, metric=metrics.get(number).title))
                lr, truth = (self._of_set5(kind, name, scale) for kind in ("LR", "HR"))
                found.append(self._number(number, result, lr, truth))
            self._numbers[key] = tuple(found)
        return self._numbers[key]

    def set5_mean(self, method: str, scale: int, number: str = "psnr_y") -> float:
        """Mean of a metric over Set5."""
        return fmean(self.set5_row(method, scale, number))

    def let_go(self) -> None:
        """Keep the numbers, and none of the pictures that they were measured on."""
        self._pictures.clear()
        self._set5.clear()

    def say(self, what: str) -> None:
        """Tell what is being measured; a cancellation point."""
        self.token.raise_if_cancelled()
        self._told(what)


def _measuring(picture: str, method: str, scale: int) -> str:
    return phrase("{picture}, {method} ×{scale}", picture=picture, method=upsamplers.get(method).title, scale=scale)
