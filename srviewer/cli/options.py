"""Options that several verbs share, and what is made of them."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from srviewer import upsamplers
from srviewer.errors import ParameterError

if TYPE_CHECKING:
    from srviewer.imaging.picture import Picture

Verbs = Any  # argparse's private type of what add_subparsers returns


def add_scale(parser: argparse.ArgumentParser, required: bool = True) -> None:
    parser.add_argument(
        "--scale",
        type=scale,
        required=required,
        metavar="N",
        help=f"how many times larger: {', '.join(map(str, upsamplers.scales()))}"
        + (" (1: cleaned up, not enlarged)" if 1 in upsamplers.scales() else ""),
    )


def add_methods(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--methods",
        type=method_names,
        metavar="A,B",
        help="methods, separated by commas (default: all that are available)",
    )


def add_models(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--model",
        action="append",
        default=[],
        type=Path,
        metavar="FILE",
        help="a model from a file (.safetensors, .pth, .ckpt, .onnx) beside the methods; may be given several times",
    )


def models_of(files: Sequence[Path]) -> tuple[str, ...]:
    """The methods that model files stand for, read now."""
    from srviewer.upsamplers import from_files

    return tuple(from_files.temporary(path).name for path in files)


def add_params(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--param",
        action="append",
        default=[],
        type=name_and_value,
        metavar="NAME=VALUE",
        help="a parameter of the method, e.g. gain=0.25; may be given several times",
    )


def add_running(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--device", default="auto", metavar="D", help="auto, cpu, cuda or mps (default: auto)")
    parser.add_argument("--tile", type=int, metavar="N", help="side of a tile in pixels of the input")


def add_limit(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--max-megapixels",
        type=float,
        default=100.0,
        metavar="M",
        help="refuse pictures with more pixels than this, before they are decoded (default: 100)",
    )


def add_reading(parser: argparse.ArgumentParser) -> None:
    """Which part of a file is read, and how large it may be."""
    add_limit(parser)
    parser.add_argument(
        "--page", type=int, default=1, metavar="N", help="of a file of several pages or frames the N-th (default: 1)"
    )


def read_input(args: argparse.Namespace) -> Picture:
    """The picture that `args.image` names; what is to be said of how it was read goes to stderr."""
    from srviewer.imaging.atomic import readable_name
    from srviewer.imaging.image_io import read_picture

    picture = read_picture(args.image, max_pixels=max_pixels(args), page=args.page)
    for notice in picture.notices:
        print(f"srviewer: {readable_name(args.image)}: {notice}", file=sys.stderr)
    return picture


def max_pixels(args: argparse.Namespace) -> int:
    """The limit that `--max-megapixels` asks for, in pixels."""
    if not args.max_megapixels > 0:
        raise ParameterError("--max-megapixels must be more than 0")
    return int(min(args.max_megapixels, 1e9) * 1e6)


def add_memory(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--memory",
        type=float,
        metavar="GB",
        help="what the pictures under way may take together; a larger one goes alone (default: a quarter of what is "
        "free)",
    )


def memory_bytes(args: argparse.Namespace) -> int | None:
    """The limit that `--memory` asks for, in bytes; None if it was not given."""
    if args.memory is None:
        return None
    if not args.memory > 0:
        raise ParameterError("--memory must be more than 0")
    return int(min(args.memory, 1e6) * 1e9)


def scale(text: str) -> int:
    """A supported scale; the message names the ones there are."""
    allowed = ", ".join(map(str, upsamplers.scales()))
    if text not in map(str, upsamplers.SCALES):  # a model that is still to be read may do one that none does yet
        raise argparse.ArgumentTypeError(f"{text!r} is not supported (there are: {allowed})")
    return int(text)


def method_names(text: str) -> tuple[str, ...]:
    """Known methods' names from "a,b", each once."""
    try:
        return tuple(dict.fromkeys(upsamplers.get(name.strip()).name for name in text.split(",") if name.strip()))
    except ParameterError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def name_and_value(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not (name and equals):
        raise argparse.ArgumentTypeError(f"{text!r}: expected NAME=VALUE")
    return name, value


def chosen_methods(names: tuple[str, ...] | None, scale: int, models: Sequence[Path] = ()) -> tuple[str, ...]:
    """The named methods, or the main ones that are available and do the scale, and those of `models`, which are files;
    an error for one that does not."""
    if models:
        return tuple(dict.fromkeys((*chosen_methods(names, scale), *chosen_methods(models_of(models), scale))))
    if not names:
        return upsamplers.main_for(scale)
    for name in names:
        if (why := upsamplers.get(name).lacks(scale)) is not None:
            raise ParameterError(why)
    return names


def params_for(method: str, given: list[tuple[str, str]], methods: tuple[str, ...]) -> dict[str, object]:
    """Those of the given parameters that `method` has; an error if none of `methods` has one of them."""
    has = {name: {p.name for p in upsamplers.get(name).parameters} for name in methods}
    for name, _value in given:
        if not any(name in names for names in has.values()):
            raise ParameterError(f"no parameter {name!r} in {', '.join(methods)}")
    return {name: value for name, value in given if name in has[method]}


def existing_folder(path: Path, what: str) -> Path:
    """`path` if it is a folder, else an error that says which option wanted one."""
    if not path.is_dir():
        words = "is not a folder" if path.exists() else "does not exist"
        raise ParameterError(f"{path}: {what} {words}")
    return path


def check_target(path: Path, overwrite: bool) -> None:
    """`ParameterError` for a file that will not be written: before the work, and not at its end."""
    from srviewer.imaging.atomic import readable_name

    if path.exists() and not overwrite:
        raise ParameterError(f"{readable_name(path)}: exists already (--overwrite replaces it)")
    if not path.parent.is_dir():
        raise ParameterError(f"{readable_name(path)}: there is no folder {readable_name(path.parent)}")


def write_text(path: Path, text: str, overwrite: bool) -> None:
    """A text file, whole or not at all."""
    from srviewer.imaging.atomic import atomic_write

    with atomic_write(path, overwrite=overwrite, encoding="utf-8") as file:
        file.write(text)
