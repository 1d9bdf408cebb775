"""Roots as PyPI pymerkle computes them: `roots.py FILE`, where each line of the file is JSON with an entry, and after some with the root the log signed."""

import base64
import json
import sys

from pymerkle import InmemoryTree

tree = InmemoryTree(algorithm="sha256")
compared = 0
with open(sys.argv[1], encoding="utf-8") as lines:
    for number, line in enumerate(lines, start=1):
        case = json.loads(line)
        tree.append_entry(case["entry"].encode())
        if "root" in case:
            own = base64.b64encode(tree.get_root()).decode()
            if own != case["root"]:
                sys.exit(f"size {number}: {own} is not {case['root']}")
            compared += 1
print(f"{compared} roots agree")
