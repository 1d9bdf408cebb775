#!/usr/bin/env python3
"""Refuses a dependency whose licence Mingxuan (MIT OR Apache-2.0) may not be shipped with.

Reads `cargo metadata` for the whole tree, all features and platforms. A package passes when its SPDX expression can be
fulfilled with licences of the list alone; a package without an expression, or with a licence nobody has looked at, fails.
"""

import json
import re
import subprocess
import sys

# Licences that ask for no more than keeping the notice, and MPL-2.0, which binds only the files of that package.
ALLOWED = {
    "0BSD", "Apache-2.0", "Apache-2.0 WITH LLVM-exception", "BSD-1-Clause", "BSD-2-Clause", "BSD-3-Clause", "BSL-1.0",
    "CC0-1.0", "CDLA-Permissive-2.0", "ISC", "MIT", "MIT-0", "MPL-2.0", "PostgreSQL", "Unicode-3.0", "Unlicense", "Zlib",
}


def tokens(expression):
    # Cargo's older form writes MIT/Apache-2.0 for a choice.
    text = expression.replace("/", " OR ")
    text = re.sub(r"\s+WITH\s+", "~WITH~", text)
    return [word.replace("~WITH~", " WITH ") for word in re.findall(r"\(|\)|[^\s()]+", text)]


def fulfilled(expression):
    """Whether the expression can be fulfilled with allowed licences; AND binds closer than OR."""
    words = tokens(expression)

    def either():
        result = both()
        while words and words[0] == "OR":
            words.pop(0)
            result = both() or result
        return result

    def both():
        result = one()
        while words and words[0] == "AND":
            words.pop(0)
            result = one() and result
        return result

    def one():
        word = words.pop(0)
        if word != "(":
            return word in ALLOWED
        result = either()
        words.pop(0)
        return result

    return either() and not words


def self_test():
    for expression, expected in [
        ("MIT", True), ("GPL-3.0-or-later", False), ("MIT OR GPL-3.0", True), ("MIT AND GPL-3.0", False), ("MIT/Apache-2.0", True),
        ("(MIT OR AGPL-3.0) AND Unicode-3.0", True), ("MIT AND (AGPL-3.0 OR SSPL-1.0)", False), ("Apache-2.0 WITH LLVM-exception", True),
        ("MIT OR Apache-2.0 AND GPL-2.0", True), ("SomethingNew-1.0", False),
    ]:
        assert fulfilled(expression) == expected, expression


def main():
    self_test()
    command = ["cargo", "metadata", "--format-version", "1", "--locked", "--all-features"]
    tree = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    refused = [
        f"{package['name']} {package['version']}: {package['license'] or 'no licence given'}"
        for package in tree["packages"]
        if not package["license"] or not fulfilled(package["license"])
    ]
    if refused:
        print("refused because of their licence:", *refused, sep="\n  ")
        sys.exit(1)
    print(f"{len(tree['packages'])} packages, every licence allowed")


main()
