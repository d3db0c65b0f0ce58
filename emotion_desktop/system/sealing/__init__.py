"""Sealed files: encrypted and authenticated, at rest and while they are being written.

A data folder that is encrypted holds a key file (`storage.key_file`). Its data key, 32 random
bytes, is in the memory of the program while the folder is unlocked (`keys`). All other keys are
derived from it by HKDF-SHA256 (RFC 5869), each for one purpose.

A sealed file (`records`) is, with integers in big-endian order:

    magic (8 bytes), key id (8), file id (24, random)
    records: length | last << 31 (4), the same with all bits inverted (4), ciphertext, tag (16)

Each file has a key of its own, derived from the data key with its file id. A record is encrypted
with AES-256-GCM; its nonce is the record's index (8 bytes) and whether it is the last one (4);
its associated data is the head of the file. So no nonce is used twice, and nobody can change,
swap, repeat, cut off or append records, or take those of another file, without being noticed.
The lengths are written twice so that a changed bit is told apart from a file that was cut off.

While a recording or a journal grows it has no last record yet: what was written before the
program was killed can be read, up to the last complete record. Files of a folder keep the names
that they have when they are not encrypted.
"""
