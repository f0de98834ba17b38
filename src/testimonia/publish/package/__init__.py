"""The evidence package: a folder for a court or a fellow newsroom, which can be checked without this program.

    Package --files--> payload and tag files --(written and hashed by the pipeline)--> bag --> manifests

It is a BagIt bag whose payload is an RO-Crate. ``verify.py`` goes into every package, reads nothing but the package and
imports nothing of ours: what it says does not rest on trust in this program.
"""
