"""What each kind of target costs on the wire: connections, bytes and seconds, against real servers on loopback.

    python tests/benchmarks/targets.py

One exchange has the calls of a sync that sends one new record: three listings, five blobs read, two written, of about
1 KB each. A table in Markdown; nothing is asserted.
"""

import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from ritualtui.sync.target import Target
from support.sync_folders import KINDS, Place, Servers, place_on

BLOB = os.urandom(1000)


def exchange(target: Target, number: int) -> None:
    """As one machine does it, with the other's blobs in place."""
    target.folders("ours")
    target.names("ours/hers")
    target.names("ours/his")
    for name in ("hers/head", f"hers/{number:08}", "his/head"):
        target.read(f"ours/{name}", 1 << 20)
    for name in (f"his/{number:08}", "his/head"):
        target.write(f"ours/{name}", BLOB)
        target.read(f"ours/{name}", 1 << 20)


def seconds(act: Callable[[], object]) -> float:
    """How long ``act`` takes."""
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


def row(place: Place) -> str:
    """One line of the table."""
    target = place.open()
    target.write("ours/hers/head", BLOB)
    first, whole = place.open(), place.wire
    if whole:
        whole.reset()
    connect = seconds(lambda: first.read("ours/hers/head", 1 << 20))
    wire = f"{whole.calls} | {whole.up + whole.down:,}" if whole else "– | –"
    exchange(first, 0)
    if whole:
        whole.reset()
    times = [seconds(lambda number=number: exchange(first, number)) for number in range(1, 6)]
    each = f"{(whole.up + whole.down) // 5:,}" if whole else "–"
    large = os.urandom(5 << 20)
    both = seconds(lambda: (first.write("ours/large", large), first.read("ours/large", 64 << 20)))
    for one in (target, first):
        one.close()
    usual = statistics.median(times)
    return f"| {place.kind} | {connect * 1000:.0f} ms | {wire} | {usual * 1000:.0f} ms | {each} | {both:.2f} s |"


def main() -> None:
    """Print the table."""
    root = Path(tempfile.mkdtemp())
    os.environ["HOME"] = str(root / "home")
    os.environ["NO_PROXY"] = "*"
    (root / "home").mkdir()
    servers = Servers(root / "servers")
    print("| target | first read | connections | bytes of it | one exchange | its bytes | 5 MB there and back |")
    print("|---|---|---|---|---|---|---|")
    with servers.stack:
        for kind in KINDS:
            (root / "here" / kind).mkdir(parents=True)
            print(row(place_on(kind, root / "here" / kind, root / "home", lambda: servers)), flush=True)
    shutil.rmtree(root)


if __name__ == "__main__":
    main()
