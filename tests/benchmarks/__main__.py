"""``make bench``: every figure that the README and the decisions quote, in one run on one machine.

Machines are shared: compare figures within a run, not between runs. Name parts to run only those.
"""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.benchmarks import catalogue_search, interview, training, turn, understanding, wechat_load

ROOT = Path(__file__).parent.parent.parent
PARTS: Mapping[str, Callable[[], object]] = {
    "training": training.main,
    "understanding": lambda: understanding.main(ROOT / "data"),
    "interview": lambda: interview.main([]),
    "turn": turn.main,
    "catalogue": catalogue_search.main,
    "wechat": lambda: wechat_load.main([]),
}


def main(names: list[str]) -> int:
    """Runs the parts named, or all; the exit code."""
    unknown = [name for name in names if name not in PARTS]
    if unknown:
        print(f"没有 {unknown[0]} 这一项，有：{'、'.join(PARTS)}", file=sys.stderr)
        return 2
    for name in names or PARTS:
        print(f"\n== {name}", flush=True)
        PARTS[name]()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
