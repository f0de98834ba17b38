"""The vault: who the protected sources are, encrypted, in one file that is written whole or not at all.

    contents    what the vault holds, as versioned JSON
    sealing     the age format: recipients, keys, passphrases
    container   the two age files in ``vault.age``: the passphrase's and the recipients'
    files       reading it, and replacing it by rename
    vault       an open vault, in memory, that closes by itself
    finding     where identities stand in a text
    masking     a text, its parts and its metadata with the identities taken out

See docs/decisions/0009-vault.md for why it is built this way, and docs/security/vault.md for what it means to its users.
"""
