"""What may be said about whom: the vault, pseudonyms, the clearance that makes a release, and the gate that reads it.

    Identities (vault)  --pseudonyms-->  who appears as whom
    Investigation       --clearance-->   Release: only what may be said
    rendered bytes      --gate-->        GateReport: every protected identity found in them, and everything not read
    all releases        --mosaic-->      what the published details add up to, source by source

An `Identity` never leaves this room: what goes out is a pseudonym, a verdict or an encrypted file.
"""
