"""What understanding costs: ``python -m tests.benchmarks.understanding CACHE``: time, memory, training."""

import resource
import sys
import time
from datetime import date
from pathlib import Path

import numpy as np

from intents.labelled import read_lines
from intents.understander import load_understander
from knowledge.library import load_library

UTTERANCES = Path(__file__).parent.parent / "utterances"
TODAY = date(2026, 11, 23)


def resident() -> float:
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * resource.getpagesize() / 2**20


def main(cache: Path) -> None:
    library = load_library()
    before = resident()
    began = time.perf_counter()
    understander = load_understander(library, cache)
    print(f"loaded (and trained, if nothing was cached) in {time.perf_counter() - began:.1f} s")
    print(f"resident memory: {before:.0f} MB before, {resident():.0f} MB after, jieba included")
    lines = [
        line for path in sorted(UTTERANCES.glob("intents_*.jsonl")) for line in read_lines(path)
    ]
    for _ in range(2):
        took = []
        for line in lines:
            began = time.process_time()
            understander.understand(line.text, None, TODAY)
            took.append(time.process_time() - began)
    median, slow = (1000 * float(np.quantile(took, share)) for share in (0.5, 0.99))
    print(f"{len(took)} messages: median {median:.2f} ms, p99 {slow:.2f} ms of processor time")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
