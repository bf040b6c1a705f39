#!/usr/bin/env python3
"""Times `weightscope` beside other ways to look into the same files, and prints ratios and peak memory.

    compare.py files BINARY FILE…      beside h5ls -r, h5dump -H, an h5py script, and Keras' load and summary
    compare.py folder BINARY FOLDER    all files of a folder in one call, beside one call of h5ls -r for each
    compare.py values BINARY FILE…     stats, beside cat, sha256sum, and a script with h5py and numpy
    compare.py change BINARY A B       diff, beside stats of one of them, and h5diff

What is not installed is left out. Every round runs every command once, in turn, so that whatever else the machine does
meets all of them; a ratio is made within its round. The first round warms the page cache and is not counted.
"""

import argparse
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile

HERE = pathlib.Path(__file__).resolve().parent


def run(command):
    """(seconds, seconds of processors, peak memory in MB, exit status) of one run with its output thrown away"""
    null = (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)
    silent = (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0)
    started = time.perf_counter()
    process = os.posix_spawnp(command[0], command, os.environ, file_actions=[null, silent])
    _, status, usage = os.wait4(process, 0)
    elapsed = time.perf_counter() - started
    return elapsed, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, os.waitstatus_to_exitcode(status)


def has_module(name):
    return subprocess.run([sys.executable, "-c", f"import {name}"], capture_output=True).returncode == 0


def commands(binary, file, scratch):
    """{name: command} for one file; tools for HDF5 get the weights of an archive unpacked"""
    hdf5 = file
    if zipfile.is_zipfile(file):
        with zipfile.ZipFile(file) as archive:
            hdf5 = archive.extract("model.weights.h5", tempfile.mkdtemp(dir=scratch))
    found = {
        "weightscope": [binary, "inspect", file],
        "weightscope, JSON": [binary, "inspect", "--format", "json", file],
    }
    if shutil.which("h5ls"):
        found["h5ls -r"] = ["h5ls", "-r", hdf5]
    if shutil.which("h5dump"):
        found["h5dump -H"] = ["h5dump", "-H", hdf5]
    if has_module("h5py"):
        found["h5py script"] = [sys.executable, str(HERE / "h5py_listing.py"), hdf5]
    if has_module("keras") and not file.endswith(".weights.h5"):
        found["Keras load, summary"] = [sys.executable, str(HERE / "keras_summary.py"), file]
    return found


def compare(title, tools, rounds, first="weightscope"):
    """prints, for each command, its median time, the ratio of `first` to it, and its peak memory"""
    _, _, floor, _ = run(["true"])
    seconds, work, memory = {name: [] for name in tools}, {name: [] for name in tools}, dict.fromkeys(tools, 0)
    for number in range(rounds + 1):
        for name, command in tools.items():
            elapsed, worked, peak, status = run(command)
            # diff and h5diff say 1 where the files differ.
            if status > 1:
                sys.exit(f"{' '.join(command)}: exit status {status}")
            memory[name] = max(memory[name], peak)
            if number > 0:
                seconds[name].append(elapsed)
                work[name].append(worked)
    print(f"\n{title}, {rounds} rounds")
    print(f"  {'':<22} {'median':>11} {'ratio':>8} {'lowest':>8} {'highest':>8} {'processors':>11} {'ratio':>8} "
          f"{'peak memory':>12}")
    for name in tools:
        ratios, of_work = (
            [ours / max(theirs, 1e-4) for ours, theirs in zip(measured[first], measured[name])]
            for measured in (seconds, work))
        # A child inherits the peak of the process that starts it, so nothing below this one's own can be seen.
        peak = f"<= {floor:.0f} MB" if memory[name] <= floor * 1.05 else f"{memory[name]:.0f} MB"
        print(f"  {name:<22} {statistics.median(seconds[name]) * 1000:8.1f} ms {statistics.median(ratios):8.3f} "
              f"{min(ratios):8.3f} {max(ratios):8.3f} {statistics.median(work[name]) * 1000:8.1f} ms "
              f"{statistics.median(of_work):8.3f} {peak:>12}", flush=True)


def files(arguments):
    with tempfile.TemporaryDirectory() as scratch:
        for file in arguments.files:
            tools = commands(arguments.binary, file, scratch)
            slow = tools.pop("Keras load, summary", None)
            compare(f"{file}, {os.path.getsize(file):,} bytes", tools, arguments.rounds)
            if slow and not arguments.without_keras:
                pair = {"weightscope": tools["weightscope"], "Keras load, summary": slow}
                compare(f"{file}, beside Keras", pair, min(arguments.rounds, 3))


def folder(arguments):
    listed = sorted(str(path) for path in pathlib.Path(arguments.folder).iterdir())
    tools = {"weightscope": [arguments.binary, "inspect", "--format", "ndjson", "-r", arguments.folder]}
    with tempfile.NamedTemporaryFile("w", suffix=".sh") as script:
        # A shell that starts h5ls for each file is the quickest way to call it many times.
        script.write("".join(f"h5ls -r '{path}' >/dev/null\n" for path in listed))
        script.flush()
        tools["h5ls -r, each"] = ["sh", script.name]
        compare(f"{arguments.folder}, {len(listed):,} files", tools, arguments.rounds)


def values(arguments):
    for file in arguments.files:
        title = f"{file}, {os.path.getsize(file):,} bytes"
        tools = {"weightscope stats": [arguments.binary, "stats", file], "cat": ["cat", file]}
        if has_module("h5py") and not zipfile.is_zipfile(file):
            tools["h5py and numpy"] = [sys.executable, str(HERE / "h5py_values.py"), file]
        compare(title, tools, arguments.rounds, first="weightscope stats")
        digests = {
            "stats --sha256": [arguments.binary, "stats", "--sha256", file], "sha256sum": ["sha256sum", file]}
        compare(f"{title}, digests", digests, arguments.rounds, first="stats --sha256")


def change(arguments):
    before, after = arguments.before, arguments.after
    if os.path.samefile(before, after):
        sys.exit("the same file twice: h5diff then stops early")
    tools = {
        "weightscope diff": [arguments.binary, "diff", before, after],
        "weightscope stats": [arguments.binary, "stats", before],
    }
    if shutil.which("h5diff"):
        tools["h5diff"] = ["h5diff", before, after]
    compare(f"{before} and {after}", tools, arguments.rounds, first="weightscope diff")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    modes = parser.add_subparsers(required=True)
    one = modes.add_parser("files")
    one.add_argument("binary")
    one.add_argument("files", nargs="+")
    one.add_argument("--rounds", type=int, default=21)
    one.add_argument("--without-keras", action="store_true")
    one.set_defaults(mode=files)
    many = modes.add_parser("folder")
    many.add_argument("binary")
    many.add_argument("folder")
    many.add_argument("--rounds", type=int, default=3)
    many.set_defaults(mode=folder)
    numbers = modes.add_parser("values")
    numbers.add_argument("binary")
    numbers.add_argument("files", nargs="+")
    numbers.add_argument("--rounds", type=int, default=7)
    numbers.set_defaults(mode=values)
    pair = modes.add_parser("change")
    pair.add_argument("binary")
    pair.add_argument("before")
    pair.add_argument("after")
    pair.add_argument("--rounds", type=int, default=7)
    pair.set_defaults(mode=change)
    arguments = parser.parse_args()
    arguments.mode(arguments)


if __name__ == "__main__":
    main()
