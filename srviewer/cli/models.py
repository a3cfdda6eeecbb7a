"""`srviewer models`: the library of models from files. Listing it reads none of them."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from srviewer.cli.options import Verbs
from srviewer.errors import ModelError


def add_parser(verbs: Verbs) -> None:
    parser = verbs.add_parser(
        "models",
        help="models from files: add, list, remove, rename",
        description="The library of models from files (.safetensors, .pth, .ckpt, .onnx). A model of it is the method "
        "model:NAME everywhere.",
    )
    actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
    add = actions.add_parser("add", help="put files, or the models of folders, into the library")
    add.add_argument("files", nargs="+", type=Path, metavar="FILE|DIR")
    add.add_argument("--copy", action="store_true", help="copy the files into the library (else they are referred to)")
    add.add_argument("--bgr", action="store_true", help="the network takes blue first")
    listing = actions.add_parser("list", help="what is in the library")
    listing.add_argument("--json", action="store_true", help="as JSON")
    remove = actions.add_parser("remove", help="take a model out; its file stays unless the library copied it")
    remove.add_argument("name", metavar="NAME")
    rename = actions.add_parser("rename", help="give a model another name")
    rename.add_argument("name", metavar="NAME")
    rename.add_argument("new", metavar="NEW")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    from srviewer.models import library
    from srviewer.upsamplers import from_files

    match args.action:
        case "add":
            return _add(args)
        case "list":
            facts = [_facts(entry) for entry in library.entries()]
            print(json.dumps({"models": facts}, indent=1) if args.json else _text(facts))
        case "remove":
            library.remove(args.name.removeprefix(from_files.PREFIX))
        case "rename":
            name, new = (n.removeprefix(from_files.PREFIX) for n in (args.name, args.new))
            library.change(name, name=new, label=new)
    return 0


def _add(args: argparse.Namespace) -> int:
    """Files that are named one by one are read, so that it is told at once which of them cannot be used."""
    from srviewer import models
    from srviewer.models import library, loaded
    from srviewer.upsamplers import from_files

    failed = 0
    for given in args.files:
        found = models.among(given) if given.is_dir() else (given,)
        if not found:
            print(f"srviewer: {given}: there are no models in this folder", file=sys.stderr)
            failed += 1
        for file in found:
            try:
                if file is given:
                    loaded.known(file)
                (entry,) = library.add([file], args.copy, "BGR" if args.bgr else "RGB")
            except ModelError as error:
                print(f"srviewer: {' '.join(str(error).split())}", file=sys.stderr)
                failed += 1
                continue
            library.learn(entry.name)
            print(f"{from_files.PREFIX}{entry.name}  {from_files.method_of(entry).line}")
    return 0 if not failed else 2 if len(args.files) == 1 else 1


def _facts(entry: Any) -> dict[str, Any]:
    from srviewer.upsamplers import from_files

    reason = from_files.why_not(entry.file)
    return {
        "name": f"{from_files.PREFIX}{entry.name}",
        "label": entry.label,
        "colour": entry.colour,
        "file": str(entry.file),
        "copied": entry.copied,
        "order": entry.order,
        "sha256": entry.checksum or None,
        "line": from_files.method_of(entry).line,
        "available": reason is None,
        "reason": reason,
        "facts": None if entry.known is None else asdict(entry.known.facts),
        "measured": None if entry.known is None or entry.known.measured is None else asdict(entry.known.measured),
    }


def _text(facts: list[dict[str, Any]]) -> str:
    lines = []
    for fact in facts:
        lines.append(f"{fact['name']:<24} {fact['line']}")
        lines.append(f"{'':<24} {fact['file']}")
        if fact["reason"]:
            lines.append(f"{'':<24} not available: {fact['reason']}")
    return "\n".join(lines) or "no models in the library (srviewer models add FILE)"
