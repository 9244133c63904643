#!/usr/bin/env python3
"""Runs the benchmarks of rows.json beside their peers and writes the table.

    run.py BUILD [--only WORD | --long]

BUILD is the build folder, made with -DENT_BENCH=ON. Each row compares two commands, ours and the peer's, in turns, and
takes the median of each. A command prints seconds; in rows with "wall", how long it runs is what counts. A new row, a
new series of a curve, or a new size is an entry in rows.json. Writes docs/benchmarks.csv, the tables and the plots of
docs/benchmarks.md.
With --only, rows whose text has the word are run and printed, and nothing is written. With --long, the large networks
that take many minutes, marked "long", are solved too.
"""
import csv
import datetime
import importlib.metadata
import json
import math
import os
import pathlib
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

BENCH = pathlib.Path(__file__).resolve().parent
DOCS = BENCH.parent / "docs"
REPEAT = 5
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7")  # told apart by the colour-blind too


def is_there(need, build):
    """Whether a peer is installed."""
    if need == "lapack":
        return (build / "bench/lapack").exists()
    if need == "dd":
        return shutil.which("dd") is not None
    try:
        importlib.metadata.version(need)
    except importlib.metadata.PackageNotFoundError:
        return False
    return True


def seconds_of(command, places, wall, limit=None, threads=1):
    """Seconds that a command prints, or takes; the limit, if it takes longer."""
    command = [word.format(**places) for word in command]
    count = str(threads)
    single = dict(os.environ, OMP_NUM_THREADS=count, OPENBLAS_NUM_THREADS=count, MKL_NUM_THREADS=count)
    started = time.perf_counter()
    try:
        done = subprocess.run(command, capture_output=True, text=True, env=single, check=False, timeout=limit)
    except subprocess.TimeoutExpired:
        return limit
    passed = time.perf_counter() - started
    if done.returncode != 0:
        sys.exit(f"bench: {' '.join(command)} failed:\n{done.stderr}")
    return passed if wall else float(done.stdout)


def compare(row, places):
    """Medians of ours and the peer's, run in turns."""
    ours, peer = [], []
    for _ in range(row.get("repeat", REPEAT)):
        ours.append(seconds_of(row["ours"], places, row.get("wall"), threads=row.get("threads", 1)))
        peer.append(seconds_of(row["peer"], places, row.get("wall"), row.get("limit"),
                               row.get("peer_threads", row.get("threads", 1))))
    return statistics.median(ours), statistics.median(peer)


def readable(seconds):
    """A time with three digits and a fitting unit."""
    for unit, size in (("s", 1.0), ("ms", 1e-3), ("µs", 1e-6)):
        if seconds >= size:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds / 1e-9:.3g} ns"


def number(value):
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def versions(build):
    """What took part: processor, compiler and packages."""
    cpu = platform.processor()
    try:
        for line in open("/proc/cpuinfo", encoding="utf-8"):
            if line.startswith("model name"):
                cpu = line.split(":", 1)[1].strip()
    except OSError:
        pass
    parts = [f"{cpu}, {os.cpu_count()} cores", f"{platform.system()} {platform.release()}"]
    cache = (build / "CMakeCache.txt").read_text(encoding="utf-8")
    compiler = next(line.split("=", 1)[1] for line in cache.splitlines() if line.startswith("CMAKE_C_COMPILER:"))
    parts.append(subprocess.run([compiler, "--version"], capture_output=True, text=True, check=True).stdout.split("\n")[0])
    parts.append(f"Python {platform.python_version()}")
    for package in ("numpy", "scipy", "qutip", "qthermo"):
        if is_there(package, build):
            parts.append(f"{package} {importlib.metadata.version(package)}")
    return parts


def put_between(text, name, content):
    """Replaces what stands between the markers of that name."""
    begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    head, rest = text.split(begin)
    return head + begin + "\n" + content + end + rest.split(end)[1]


def of_peer(row, peer):
    """The time of a peer: at least the limit, where it was stopped there."""
    return ("more than " if peer == row.get("limit") else "") + readable(peer)


def table(results):
    lines = ["| what | entangine | peer | time of the peer | ratio | goal |", "|---|---|---|---|---|---|"]
    for row, ours, peer in results:
        ratio = peer / ours
        more = "> " if peer == row.get("limit") else ""
        goal = number(row["goal"]) + ("" if ratio >= row["goal"] else " (missed)") if "goal" in row else ""
        lines.append(
            f"| {row['what']} | {readable(ours)} | {row['against']} | {of_peer(row, peer)} | {more}{number(ratio)} | {goal} |"
        )
    return "\n".join(lines) + "\n"


def multiplications(row):
    """What theory says of an iteration: products of matrices, of each sector where there are sectors."""
    n = row["qubits"]
    return sum(math.comb(n, k) ** 3 for k in range(n + 1)) if row["kind"] == "chain" else 8 ** n


def sizes_table(plan, places):
    """What single large problems take: each command prints seconds, unknowns, iterations, residual, bytes at the peak.

    The last column is the time over iterations and multiplications, next to that of the first problem of its kind."""
    lines = ["| what | unknowns | iterations | relative residual | time | memory at the peak | time over theory |",
             "|---|---|---|---|---|---|---|"]
    first = {}
    for row in plan:
        words = [word.format(**places) for word in row["command"]]
        done = subprocess.run(words, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            sys.exit(f"bench: {' '.join(words)} failed:\n{done.stderr}")
        seconds, unknowns, iterations, residual, peak = map(float, done.stdout.split())
        cost = seconds / (iterations * multiplications(row))
        lines.append(f"| {row['what']} | {unknowns:,.0f} | {iterations:.0f} | {residual:.1e} | {readable(seconds)} |"
                     f" {peak / 1e6:,.0f} MB | {number(cost / first.setdefault(row['kind'], cost))} |")
        print(lines[-1], flush=True)
    return "\n".join(lines) + "\n"


def write_csv(results):
    with open(DOCS / "benchmarks.csv", "w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(["what", "ours_seconds", "peer", "peer_seconds", "ratio", "goal"])
        for row, ours, peer in results:
            out.writerow([row["what"], f"{ours:.4g}", row["against"], f"{peer:.4g}", f"{peer / ours:.4g}", row.get("goal", "")])


def places_of_x(series):
    return range(1, (os.cpu_count() or 1) + 1) if series["xs"] == "threads" else series["xs"]


def draw(curve, places):
    """Measures the series of a curve; draws them if gnuplot is there."""
    data, plots = [], []
    for series in curve["series"]:
        if "needs" in series and not is_there(series["needs"], places["path"]):
            continue
        rows = []
        for x in places_of_x(series):
            value = statistics.median(
                seconds_of(series["command"], dict(places, x=x), series.get("wall"), threads=series.get("threads", 1))
                for _ in range(series.get("repeat", 3)))
            rows.append(f"{x} {1.0 / value if curve.get('inverse') else value:.6g}")
        data.append("\n".join([f"# {series['title']}"] + rows))
        look = f"lc rgb '{COLOURS[len(plots) % len(COLOURS)]}' pt {(7, 5, 9, 13)[len(plots) % 4]}"
        plots.append(f"'{{data}}' index {len(plots)} title '{series['title']}' with linespoints lw 2 {look}")
    file = DOCS / f"images/bench-{curve['name']}.dat"
    file.write_text("\n\n\n".join(data) + "\n", encoding="utf-8")
    picture(curve, file, plots)


def picture(curve, file, plots):
    """Draws the file of a curve, if gnuplot is there."""
    if not shutil.which("gnuplot"):
        print("bench: no gnuplot, so no picture of " + curve["name"])
        return
    script = [
        "set terminal svg size 640,420 enhanced font 'sans,13' background 'white'",
        "set border 3",
        "set tics nomirror",
        f"set output '{file.with_suffix('.svg')}'",
        f"set title '{curve['title']}'",
        f"set xlabel '{curve['x']}' offset 0,0.5",
        f"set ylabel '{curve['y']}'",
        "set key outside below center horizontal",
        "set logscale y; set format y '10^{%T}'" if curve.get("log") else "set yrange [0:*]",
        "set xtics 1",
        "plot " + ", ".join(plots).replace("{data}", str(file)),
    ]
    subprocess.run(["gnuplot"], input="\n".join(script), text=True, check=True)


def main():
    with_long = sys.argv[2:] == ["--long"]
    if not (len(sys.argv) == 2 or with_long or (len(sys.argv) == 4 and sys.argv[2] == "--only")):
        sys.exit(__doc__)
    build = pathlib.Path(sys.argv[1]).resolve()
    only = sys.argv[3] if len(sys.argv) == 4 else ""
    plan = json.loads((BENCH / "rows.json").read_text(encoding="utf-8"))
    missing, results = set(), []
    with tempfile.TemporaryDirectory(dir=build) as scratch:
        places = {"build": build / "bench", "bench": BENCH, "entangine": build / "entangine", "python": sys.executable,
                  "scratch": scratch, "path": build}
        for row in plan["rows"]:
            if only not in row["what"] + row["against"]:
                continue
            if "needs" in row and not is_there(row["needs"], build):
                missing.add(row["needs"])
                continue
            ours, peer = compare(row, places)
            results.append((row, ours, peer))
            goal = f" (goal {number(row['goal'])})" if "goal" in row else ""
            print(f"{row['what']}: {readable(ours)}, {row['against']}: {of_peer(row, peer)}, ratio"
                  f" {number(peer / ours)}{goal}", flush=True)
        chosen = [row for row in plan["sizes"] if with_long or not row.get("long")]
        sizes = "" if only else sizes_table(chosen, places)
        if not only:
            for curve in plan["curves"]:
                draw(curve, places)
    for need in sorted(missing):
        print(f"bench: a peer is not installed, so its rows are left out: {plan['peers'][need]}")
    if only:
        return
    write_csv(results)
    page = DOCS / "benchmarks.md"
    machine = f"{datetime.date.today().isoformat()} on " + "; ".join(versions(build)) + ".\n\n"
    text = put_between(page.read_text(encoding="utf-8"), "table", machine + table(results))
    text = put_between(text, "sizes", sizes)
    page.write_text(text, encoding="utf-8")
    print(f"bench: wrote {DOCS / 'benchmarks.csv'} and the table of {page}")


main()
