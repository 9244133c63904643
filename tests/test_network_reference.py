#!/usr/bin/env python3
"""Every network of the reference file as a network file through the program itself.

The reference was solved once by dense NumPy algebra: relative accuracy about 1e-9, absolute 1e-12.
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile


def network_file(network):
    sites = [f"  - {{name: {s['name']}, levels: {s['levels']}, energy: {s['energy']!r}}}" for s in network["sites"]]
    names = [s["name"] for s in network["sites"]]
    couplings = [
        f"  - {{sites: [{names[c['i']]}, {names[c['j']]}], exchange: {c['g']!r}}}" for c in network["couplings"]
    ]
    baths = [
        f"  - {{name: {b['name']}, site: {names[b['site']]}, temperature: {b['T']!r}, rate: {b['gamma']!r}, "
        f"statistics: {b['statistics']}, chemical_potential: {b['mu']!r}}}"
        for b in network["baths"]
    ]
    head = [f"master_equation: {network['master_equation']}", "sites:"]
    return "\n".join([*head, *sites, "couplings:", *couplings, "baths:", *baths, ""])


def observable(name, sites):
    """The reference numbers the sites in I_0_1 and negativity_2; the program names them."""
    kind, *rest = name.split("_")
    return "_".join([kind, *(sites[int(k)] for k in rest)]) if kind in ("I", "negativity") else name


def check(program, network, references, path):
    path.write_text(network_file(network), "utf-8")
    output = subprocess.run([program, "solve", path, "--json"], check=True, capture_output=True, text=True).stdout
    values = json.loads(output)["observables"]
    sites = [site["name"] for site in network["sites"]]
    bad = []
    for name, expected in references.items():
        value = values[observable(name, sites)]
        if value is None or abs(value - expected) > 1e-9 * abs(expected) + 1e-12:
            bad.append(f"  {name}: {value!r}, reference {expected!r}")
    if bad:
        print(network_file(network), *bad, sep="\n")
    return not bad


def main():
    root = pathlib.Path(os.environ["ENT_SOURCE_DIR"])
    shared = root.parent / "shared/reference/networks.json"
    file = shared if shared.exists() else root / "tests/data/networks.json"
    cases = json.loads(file.read_text("utf-8"))["cases"]
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "case.yaml"
        failed = sum(not check(os.environ["ENTANGINE"], c["network"], c["observables"], path) for c in cases)
    print(f"{len(cases) - failed} of {len(cases)} networks agree")
    return 1 if failed or not cases else 0


if __name__ == "__main__":
    sys.exit(main())
