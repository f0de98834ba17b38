"""The gate: reads the rendered bytes of everything about to be published and finds every vault entry in it.

    Blob --opening--> pieces of text --searching--> hits --judging--> GateReport

``opening`` knows file formats and encodings and nothing of identities; ``searching`` knows identities and spellings and
nothing of files. What they share is in `testimonia.protect.gate.pieces`. Nothing here touches a disk, a clock or a network.
"""
