"""What is sealed opens for the right key in the right place, and for nothing else whatever.

python -m tests.torture.vault_crypto [--small|--full] [--seed N]

Known answers, flipped bits, cut ends, values in each other's places, weaker headers, wrong
passwords, both forms of a letter. Whatever is wrong, one kind of error says so.
"""

import base64
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from mspdesk.vault import copies, recovery, totp, wraps
from mspdesk.vault.refused import NotOpened
from mspdesk.vault.seal import MAGIC, Bound, DataKey, seal_value, unseal
from mspdesk.vault.secret import Secret

from .rig import Rig, main

HERE = Bound("5f" * 16, "credential", 7, "secret", 3)
KEY = bytes(range(32))
NONCES = {False: 250_000, True: 1_000_000}
"""Values whose nonces are compared: two in so many are alike where they hold 32 bits of luck."""


def refused(rig: Rig, what: str, deed: Callable[..., object], *given: object) -> None:
    """One attempt is refused, and with the one class of error."""
    try:
        deed(*given)
        rig.report.faults.append(f"{what}: taken")
    except NotOpened:
        rig.report.count("refused")
        rig.report.count(what)
    except Exception as error:  # noqa: BLE001 -- any other class of error is what is looked for
        rig.report.faults.append(f"{what}: {type(error).__name__}")


def known_answers(rig: Rig) -> None:
    """AES-256-GCM, Argon2id and the codes answer what their standards say; our format stands."""
    # McGrew and Viega, test case 16 of the GCM specification.
    key = bytes.fromhex("feffe9928665731c6d6a8f9467308308" * 2)
    plain = "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
    plain += "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39"
    bound = bytes.fromhex("feedfacedeadbeeffeedfacedeadbeefabaddad2")
    made = AESGCM(key).encrypt(
        bytes.fromhex("cafebabefacedbaddecaf888"), bytes.fromhex(plain), bound
    )
    rig.report.expect(
        made[-16:].hex() == "76fc6ece0f4e1768cddf8853bb2d551b", "AES-GCM answers wrong"
    )
    # RFC 9106, 5.3.
    stretched = Argon2id(
        salt=b"\2" * 16,
        length=32,
        iterations=3,
        lanes=4,
        memory_cost=32,
        ad=b"\4" * 12,
        secret=b"\3" * 8,
    ).derive(b"\1" * 32)
    wanted = "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659"
    rig.report.expect(stretched.hex() == wanted, "Argon2id answers wrong")
    seed = totp.Seed(Secret(b"12345678901234567890"), digits=8)
    rig.report.expect(totp.code_at(seed, 59).in_clear() == "94287082", "a code is wrong")
    rig.report.expect(DataKey(KEY).code == "679cde9f", f"code of a key {DataKey(KEY).code}")
    # A value sealed by the first release, kept here for ever.
    rig.report.expect(
        unseal(DataKey(KEY), HERE, base64.b64decode(KEPT)).in_clear() == "kept for ever",
        "a value of the first release cannot be opened",
    )
    rig.report.count("known answers", 6)


KEPT = (
    "TVNQVjFnnN6fC/452eQ0zb9zs+jsifsMI49owMttmup1HY3q/ZpwySaNR7N9LHiwZInoy4h6zU4YwRHgxZ/l2f5nx1Ja"
    "iItja/LHqZmgkS6iOStB7XEKCLuXABlIkLGxGnqsjHw="
)
"""A value that the first release sealed with KEY for HERE."""


def sealed_values(rig: Rig) -> None:
    """Every bit, every cut and every other place of a sealed value."""
    key = DataKey(KEY)
    shut = seal_value(key, HERE, Secret("correct horse battery staple"))
    rig.report.expect(len(shut) == 101, f"a value has {len(shut)} bytes")
    for bit in range(8 * len(shut)):
        flipped = bytearray(shut)
        flipped[bit // 8] ^= 1 << bit % 8
        refused(rig, "bits", unseal, key, HERE, bytes(flipped))
    for end in range(len(shut)):
        refused(rig, "truncations", unseal, key, HERE, shut[:end])
        refused(rig, "truncations", unseal, key, HERE, shut[end + 1 :])
    refused(rig, "truncations", unseal, key, HERE, shut + bytes(64))
    others: tuple[dict[str, Any], ...] = (
        {"uid": "60" * 16},
        {"subject_id": 8},
        {"field": "user"},
        {"subject": "mail_account"},
        {"version": 2},
        {"version": 4},
        {"subject": "credentials", "field": "ecret"},
    )
    for change in others:
        elsewhere = replace(HERE, **change)
        refused(rig, "swaps", unseal, key, elsewhere, shut)
        # And the value of the other place in this one.
        theirs = seal_value(key, elsewhere, Secret("another"))
        refused(rig, "swaps", unseal, key, HERE, theirs)
    refused(rig, "wrong keys", unseal, DataKey.fresh(), HERE, shut)
    fresh = DataKey.fresh()
    renamed = MAGIC + bytes.fromhex(fresh.code) + shut[len(MAGIC) + 4 :]
    refused(rig, "wrong keys", unseal, fresh, HERE, renamed)
    for size in (0, 1, 63, 64, 65, 4096):
        words = rig.luck.randbytes(size)
        rig.report.expect(
            unseal(key, HERE, seal_value(key, HERE, Secret(words))).in_bytes() == words,
            f"{size} bytes did not come back",
        )


def wrapped_keys(rig: Rig) -> None:
    """Headers that ask for less, wrong passwords, and every bit of a wrap."""
    key = DataKey(KEY)
    right = Secret("caf\u00e9 on the corner")
    header = wraps.person_header(right, 7)
    wrapped = wraps.wrap(header, key)
    apart = Secret("cafe\u0301 on the corner")
    rig.report.expect(
        wraps.unwrap(header, wrapped, key.code, apart).code == key.code,
        "the same letter in two forms are two passwords",
    )
    for wrong in ("cafe on the corner", "caf\u00e9 on the corner ", "Caf\u00e9 on the corner", ""):
        words = Secret(wrong)
        refused(rig, "wrong passwords", wraps.unwrap, header, wrapped, key.code, words)
    said = json.loads(header)
    weaker: tuple[dict[str, Any], ...] = (
        {"memory": 1024},
        {"passes": 1},
        {"lanes": 0},
        {"kdf": "hkdf-sha256"},
        {"kdf": "pbkdf2"},
        {"kind": "recovery", "kdf": "hkdf-sha256"},
        {"memory": 1 << 31},
        {"passes": 3.5, "memory": "many"},
        {"format": "MSPW0"},
        {"who": 8},
        {"memory": 131072},
        {"salt": "00" * 16},
        {"public": "00" * 32},
        {"public": "09" + "00" * 31},
    )
    for change in weaker:
        other = json.dumps(said | change, sort_keys=True)
        refused(rig, "headers", wraps.unwrap, other, wrapped, key.code, right)
    for text in ("", "{}", "[]", "null", header[:-1], "[" * 100_000, header.replace(" ", "")):
        refused(rig, "headers", wraps.unwrap, text, wrapped, key.code, right)
    # The paper needs no stretching, so every bit of its wrap can be tried.
    paper = recovery.read_key(recovery.fresh_key())
    header = wraps.recovery_header(paper)
    wrapped = wraps.wrap(header, key)
    for bit in range(8 * len(wrapped)):
        flipped = bytearray(wrapped)
        flipped[bit // 8] ^= 1 << bit % 8
        # The highest bit of a point is not used, so this one changes nothing (RFC 7748, 5).
        if bit == 8 * 31 + 7:
            continue
        refused(rig, "bits of wraps", wraps.unwrap, header, bytes(flipped), key.code, paper)
    for end in range(len(wrapped)):
        refused(rig, "truncations", wraps.unwrap, header, wrapped[:end], key.code, paper)
    typed = recovery.fresh_key().in_clear()
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
    for at, sign in enumerate(typed):
        if sign != "-":
            wrong = letters[(letters.index(sign) + rig.luck.randrange(1, 32)) % 32]
            slip = Secret(typed[:at] + wrong + typed[at + 1 :])
            refused(rig, "slips of the pen", recovery.read_key, slip)


def sealed_copies(rig: Rig) -> None:
    """Every bit of a small sealed copy, its pieces in another order, its end cut off."""
    paper = recovery.fresh_key()
    header = wraps.recovery_header(recovery.read_key(paper))
    plain, target = rig.folder / "plain.db", rig.folder / "books-20260311-100600.db.sealed"
    back = rig.folder / "back.db"
    words = rig.luck.randbytes(5_000)
    plain.write_bytes(words)
    copies.Sealing((header,), piece=1_024).seal(plain, target, [])
    whole = target.read_bytes()
    copies.open_copy(target, back, paper)
    rig.report.expect(back.read_bytes() == words, "a sealed copy came back changed")
    rig.report.expect(words[:64] not in whole, "a sealed copy is in clear")

    def attempt(content: bytes) -> None:
        target.write_bytes(content)
        back.unlink(missing_ok=True)
        try:
            copies.open_copy(target, back, paper)
        finally:
            rig.report.expect(not back.exists(), "a damaged copy left a file")

    bits = range(8 * len(whole))
    for bit in bits if rig.full else rig.luck.sample(bits, 800):
        flipped = bytearray(whole)
        flipped[bit // 8] ^= 1 << bit % 8
        refused(rig, "bits of copies", attempt, bytes(flipped))
    ends = range(len(whole))
    for end in ends if rig.full else rig.luck.sample(ends, 100):
        refused(rig, "truncations", attempt, whole[:end])
    piece = 1_024 + 16
    start = len(whole) - (4 * piece + 5_000 % 1_024 + 16)
    one, two, rest = (
        whole[start : start + piece],
        whole[start + piece : start + 2 * piece],
        2 * piece,
    )
    for other in (two + one, one + one, two, one + two + one):
        shuffled = whole[:start] + other + whole[start + rest :]
        refused(rig, "swaps", attempt, shuffled)
    refused(rig, "truncations", attempt, whole[: start + 4 * piece])
    refused(rig, "truncations", attempt, whole + whole[-64:])
    target.write_bytes(whole)
    back.unlink(missing_ok=True)
    refused(rig, "wrong keys", copies.open_copy, target, back, recovery.fresh_key())
    refused(rig, "wrong keys", copies.open_copy, target, back, Secret("a password"))


def nonces(rig: Rig) -> None:
    """No nonce comes twice."""
    key, value = DataKey(KEY), Secret("x")
    many = NONCES[rig.full]
    seen = {seal_value(key, HERE, value)[9:21] for _ in range(many)}
    rig.report.expect(len(seen) == many, f"{many - len(seen)} nonces came twice")
    rig.report.count("nonces", len(seen))


def work(rig: Rig) -> None:
    """All of it."""
    known_answers(rig)
    sealed_values(rig)
    wrapped_keys(rig)
    sealed_copies(rig)
    nonces(rig)


if __name__ == "__main__":
    main("vault_crypto", work)
