"""`srviewer methods`: what there is, and whether it can run here. Imports neither numpy nor torch."""

from __future__ import annotations

import argparse
import json

from srviewer import upsamplers
from srviewer.cli.options import Verbs


def add_parser(verbs: Verbs) -> None:
    parser = verbs.add_parser("methods", help="list the methods", description="List the methods and parameters.")
    parser.add_argument("--json", action="store_true", help="as JSON")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    facts = [_facts(method) for method in upsamplers.known()]
    print(json.dumps({"scales": upsamplers.scales(), "methods": facts}, indent=1) if args.json else _text(facts))
    return 0


def _facts(method: upsamplers.Method) -> dict[str, object]:
    reason = upsamplers.unavailable_reason(method.name)
    return {
        "name": method.name,
        "title": method.title,
        "line": method.line,
        "scales": method.scales,
        "slug": method.slug,
        "available": reason is None,
        "reason": reason,
        "parameters": [
            {"name": p.name, "default": p.default, "kind": p.kind, "line": p.line} for p in method.parameters
        ],
        "settings": {known.name: dict(known.values) for known in method.settings},
    }


def _text(facts: list[dict[str, object]]) -> str:
    lines = []
    for fact in facts:
        lines.append(f"{fact['name']:<16} {fact['title']}: {fact['line']}")
        if fact["scales"] != upsamplers.ENLARGING:
            lines.append(f"{'':<16} --scale {', '.join(map(str, fact['scales']))}")  # type: ignore[call-overload]
        if not fact["available"]:
            lines.append(f"{'':<16} not available: {fact['reason']}")
        for parameter in fact["parameters"]:  # type: ignore[attr-defined]
            lines.append(f"{'':<16} --param {parameter['name']}={parameter['default']}  {parameter['line']}")
        for name, values in fact["settings"].items():  # type: ignore[attr-defined]
            given = " ".join(f"--param {parameter}={value}" for parameter, value in values.items())
            lines.append(f"{'':<16} {name}: {given}")
    return "\n".join(lines)
