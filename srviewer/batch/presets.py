"""Presets: what is done to files, kept in a small JSON file, for the window and the command line alike.

    {"srviewer preset": 1, "method": "dasr", "scale": 2, "parameters": {"gain": 0.25},
     "template": "{stem}_large.jpg", "quality": 90}

Only method and scale must be there.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from srviewer import paths, upsamplers
from srviewer.batch.names import TEMPLATE, check_template
from srviewer.engine.job import Params, frozen_params
from srviewer.errors import ImageReadError, ParameterError, SrviewerError
from srviewer.imaging.atomic import atomic_write, readable_name, reason
from srviewer.imaging.image_io import check_writable_format
from srviewer.imaging.image_write import QUALITY
from srviewer.phrase import commas, phrase

SUFFIX = ".json"
VERSION = 1
_MARK = "srviewer preset"
_KNOWN = (_MARK, "method", "scale", "parameters", "template", "quality")
_MOST_BYTES = 65_536


@dataclass(frozen=True)
class Preset:
    """A method with its parameters, a scale, and names, format and quality of the results."""

    method: str
    scale: int
    params: Params = ()
    template: str = TEMPLATE
    quality: int = QUALITY

    @classmethod
    def make(cls, method: str, scale: int, params: object, template: str = TEMPLATE, quality: int = QUALITY) -> Preset:
        """A checked preset; `ParameterError` says what is wrong."""
        known = upsamplers.get(method)
        if scale not in upsamplers.SCALES:
            there = commas(tuple(map(str, upsamplers.SCALES)))
            raise ParameterError(phrase("scale {scale}: expected one of {known}", scale=scale, known=there))
        if not isinstance(params, dict):
            raise ParameterError(phrase("parameters must be names with their values"))
        check_template(template)
        check_writable_format(template)
        check_quality(quality)
        return cls(method, scale, frozen_params(known.checked(params)), template, quality)


def check_quality(quality: int) -> None:
    """`ParameterError` for what is no quality of a JPEG."""
    if not 1 <= quality <= 100:
        raise ParameterError(phrase("quality {quality}: expected a whole number from 1 to 100", quality=quality))


def write(path: Path, preset: Preset, overwrite: bool = False) -> None:
    """Keep a preset in a file, whole or not at all."""
    content = {_MARK: VERSION, "method": preset.method, "scale": preset.scale, "parameters": dict(preset.params)}
    content |= {"template": preset.template, "quality": preset.quality}
    with atomic_write(path, overwrite=overwrite, encoding="utf-8") as file:
        file.write(json.dumps(content, indent=2, ensure_ascii=False) + "\n")


def read(path: Path) -> Preset:
    """The preset of a file, checked; `ImageReadError` or `ParameterError` in words that name the file."""
    name = readable_name(path)
    try:
        if paths.regular_status(path).st_size > _MOST_BYTES:
            raise ParameterError(phrase("{name} is no preset of srviewer: it is too large", name=name))
        content = json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise ImageReadError(phrase("{name} cannot be read: {reason}", name=name, reason=reason(error))) from None
    except (ValueError, RecursionError) as error:
        if isinstance(error, ParameterError):
            raise
        raise ParameterError(phrase("{name} is no preset of srviewer: {error}", name=name, error=error)) from None
    try:
        return _checked(content)
    except SrviewerError as error:
        raise ParameterError(phrase("{name}: {error}", name=name, error=error)) from None


def _checked(content: Any) -> Preset:
    """A preset of what a file says; each entry of the type that it must have."""
    if not isinstance(content, dict) or content.get(_MARK) != VERSION:
        raise ParameterError(phrase("this is no preset of srviewer, or one of another version"))
    if unknown := [name for name in content if name not in _KNOWN]:
        there = commas(_KNOWN)
        raise ParameterError(phrase("unknown: {names} (there are: {known})", names=commas(unknown), known=there))
    values: dict[str, Any] = {"parameters": {}, "template": TEMPLATE, "quality": QUALITY} | content
    for name, kind in (("method", str), ("scale", int), ("template", str), ("quality", int)):
        if type(values.get(name)) is not kind:
            what = phrase("text") if kind is str else phrase("a whole number")
            raise ParameterError(phrase("{name} must be {what}", name=name, what=what))
    return Preset.make(values["method"], values["scale"], values["parameters"], values["template"], values["quality"])
