#!/usr/bin/env python3
"""Result files in HDF5 open as labelled arrays in h5py and xarray. Skipped (77) where these are not installed."""

import csv
import io
import os
import subprocess
import sys
import tempfile

try:
    import h5py
except ImportError:
    sys.exit(77)
try:
    import xarray
except ImportError:
    xarray = None

PROGRAM = os.environ["ENTANGINE"]
SWEEP = ["sweep", "T_h=0.2,0.4", "kappa_h=0:0.1:3", "g=log:1e-3:1e-2:3", "--observe", "J_c,negativity"]
EVOLVE = ["evolve", "--from", "10", "--times", "0:2000:101", "--observe", "negativity,Q_h"]


def expect(condition, what):
    if not condition:
        sys.exit(f"FAIL: {what}")


def run(arguments):
    done = subprocess.run([PROGRAM, *arguments], capture_output=True, text=True)
    expect(done.returncode == 0, f"{arguments} ends with status 0: {done.stderr}")
    return list(csv.DictReader(io.StringIO(done.stdout)))


def same(field, value):
    return value != value if field == "" else float(field) == value


def look_with_h5py():
    rows = run(SWEEP)
    with h5py.File("map.h5") as file:
        expect([scale.keys()[0] for scale in file["J_c"].dims] == ["T_h", "kappa_h", "g"], "dimensions have their names")
        for name in ("J_c", "negativity"):
            expect(all(same(row[name], value) for row, value in zip(rows, file[name][...].ravel(), strict=True)),
                   f"{name} is that of the CSV")
        meanings = dict(zip(file["status"].attrs["flag_values"], file["status"].attrs["flag_meanings"].split()))
        expect([row["status"] for row in rows] == [meanings[value].decode() for value in file["status"][...].ravel()],
               "statuses are those of the CSV")
        expect(file.attrs["command"].decode().startswith("entangine sweep T_h=0.2,0.4"), "the command line is kept")
    rows = run(EVOLVE)
    with h5py.File("course.h5") as file:
        for name in ("t", "negativity", "Q_h"):
            expect(all(same(row[name], value) for row, value in zip(rows, file[name], strict=True)),
                   f"{name} is that of the CSV")
        expect([name.decode() for name in file["event"]] == ["appears", "peaks", "settles"], "events have names")


def look_with_xarray(engine):
    rows = run(SWEEP)
    with xarray.open_dataset("map.h5", engine=engine) as data:
        expect(data["J_c"].dims == ("T_h", "kappa_h", "g"), f"{engine}: dimensions have their names")
        for row in rows:
            point = {name: float(row[name]) for name in ("T_h", "kappa_h", "g")}
            expect(same(row["negativity"], float(data["negativity"].sel(point))), f"{engine}: {point} is found by value")
        expect(data["J_c"].attrs["units"] == "ε_h^2", f"{engine}: units are attributes")
    with xarray.open_dataset("course.h5", engine=engine) as data:
        expect(data["negativity"].dims == ("t",) and data.sizes["t"] == 101, f"{engine}: t is a dimension")
        expect(data["event_time"].dims == ("event",) and data.sizes["event"] == 3, f"{engine}: event is a dimension")


def main():
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        run([*SWEEP, "-o", "map.h5"])
        run([*EVOLVE, "-o", "course.h5"])
        look_with_h5py()
        engines = [] if xarray is None else [e for e in ("h5netcdf", "netcdf4") if e in xarray.backends.list_engines()]
        for engine in engines:
            look_with_xarray(engine)
    print("read with", ", ".join(["h5py", *engines]))


if __name__ == "__main__":
    main()
