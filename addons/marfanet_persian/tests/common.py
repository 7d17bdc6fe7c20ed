"""The case tables: plain data, shared with readers in other languages."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

_CASES = Path(__file__).parent / "cases"


def read_cases(name: str) -> Iterator[dict[str, Any]]:
    """Yield the cases of ``cases/<name>.jsonl``, with ``now`` as a datetime."""
    with (_CASES / f"{name}.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            case = json.loads(line)
            yield {**case, "now": datetime.fromisoformat(case["now"])}


def as_moment(value: str | None) -> datetime | None:
    return datetime.fromisoformat(value) if value else None
