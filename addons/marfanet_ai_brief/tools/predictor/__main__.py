"""Fit in a process of its own: rows as JSON come in, what was fitted goes out."""

import json
import sys

from .fit import fit

if __name__ == "__main__":
    json.dump(fit(json.load(sys.stdin)), sys.stdout)
