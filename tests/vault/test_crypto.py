"""Seals, wraps, recovery keys and codes by themselves; tests/torture/vault_crypto goes further."""

import copy
import json
import logging
import pickle
from dataclasses import replace

import pytest

from mspdesk.errors import UserError
from mspdesk.vault import passwords, recovery, totp, wraps
from mspdesk.vault.refused import NotOpened
from mspdesk.vault.seal import BLOCK, Bound, DataKey, code_of, seal_value, unseal
from mspdesk.vault.secret import DOTS, Secret


@pytest.fixture(autouse=True)
def guesses() -> None:
    """Here a guess costs what it usually does."""


HERE = Bound("5f" * 16, "credential", 7, "secret", 1)


def test_a_secret_shows_nothing_and_is_written_nowhere(caplog: pytest.LogCaptureFixture) -> None:
    secret = Secret("hunter2 hunter2")
    assert repr(secret) == DOTS
    assert repr([secret]) == f"[{DOTS}]"
    for spill in (str, "{}".format, pickle.dumps, copy.copy, copy.deepcopy, json.dumps, hash):
        with pytest.raises(TypeError):
            spill(secret)
    logging.getLogger("test").warning("%r", secret)
    assert "hunter2" not in caplog.text
    assert secret == Secret("hunter2 hunter2")
    assert secret != Secret("hunter3")
    secret.wipe()
    assert not secret
    # Half a letter, and bytes that are no text, raise no error that would carry them along.
    assert Secret("half \ud800").in_clear() == "half \ud800"
    assert Secret(b"\xff\xfe").in_clear() == "\ufffd\ufffd"


def test_a_value_comes_back_and_its_length_is_hidden() -> None:
    key = DataKey.fresh()
    for words in ("", "x", "y" * 62, "ключ 🔑", "\x80\x80"):
        assert unseal(key, HERE, seal_value(key, HERE, Secret(words))).in_clear() == words
    sizes = {len(seal_value(key, HERE, Secret("x" * n))) for n in range(BLOCK)}
    assert len(sizes) == 1
    assert code_of(seal_value(key, HERE, Secret("x"))) == key.code


@pytest.mark.parametrize(
    "elsewhere",
    [
        replace(HERE, uid="60" * 16),
        replace(HERE, subject="mail_account"),
        replace(HERE, subject_id=8),
        replace(HERE, field="totp"),
        replace(HERE, version=2),
        # The same letters, cut elsewhere.
        replace(HERE, subject="credentia", subject_id=7),
    ],
)
def test_a_value_opens_nowhere_else(elsewhere: Bound) -> None:
    key = DataKey.fresh()
    shut = seal_value(key, HERE, Secret("hunter2"))
    with pytest.raises(NotOpened):
        unseal(key, elsewhere, shut)
    with pytest.raises(NotOpened):
        unseal(DataKey.fresh(), HERE, shut)


def test_a_key_is_never_empty_and_never_written() -> None:
    with pytest.raises(ValueError, match="32"):
        DataKey(b"")
    key = DataKey.fresh()
    with pytest.raises(TypeError):
        pickle.dumps(key)
    key.wipe()
    with pytest.raises(NotOpened):
        seal_value(key, HERE, Secret("x"))


def test_a_password_wraps_the_key_in_any_form_of_its_letters() -> None:
    key = DataKey.fresh()
    composed, apart = "caf\u00e9 on the corner", "cafe\u0301 on the corner"
    header = wraps.person_header(Secret(composed), 3)
    wrapped = wraps.wrap(header, key)
    assert wraps.unwrap(header, wrapped, key.code, Secret(apart)).in_bytes() == key.in_bytes()
    with pytest.raises(NotOpened):
        wraps.unwrap(header, wrapped, key.code, Secret(composed + " "))
    said = json.loads(header)
    assert (said["kdf"], said["memory"], said["passes"], said["lanes"]) == ("argon2id", 65536, 3, 4)


@pytest.mark.parametrize(
    "change",
    [
        {"memory": 1024},
        {"memory": 1 << 40},
        {"passes": 1},
        {"kdf": "hkdf-sha256"},
        {"format": "MSPW0"},
        {"salt": "00"},
        {"public": ""},
        {"kind": "admin"},
    ],
)
def test_a_header_that_asks_for_less_is_refused_at_once(change: dict[str, object]) -> None:
    said = json.loads(wraps.computer_header(Secret("t" * 64), 3))
    said |= {"kind": "person", "kdf": "argon2id", "memory": 65536, "passes": 3, "lanes": 4}
    wraps.read_header(json.dumps(said))
    with pytest.raises(NotOpened):
        wraps.read_header(json.dumps(said | change))


def test_a_header_is_bound_to_its_wrap_and_to_the_key() -> None:
    key, paper = DataKey.fresh(), recovery.read_key(recovery.fresh_key())
    header = wraps.recovery_header(paper)
    wrapped = wraps.wrap(header, key)
    assert wraps.unwrap(header, wrapped, key.code, paper).code == key.code
    other = json.dumps(json.loads(header) | {"who": 9}, sort_keys=True)
    with pytest.raises(NotOpened):
        wraps.unwrap(other, wrapped, key.code, paper)
    with pytest.raises(NotOpened):
        wraps.unwrap(header, wrapped, "00000000", paper)
    assert wraps.is_ours(header, wrapped, key)
    # Somebody who only has the books puts in a header of his own: it gets no new key.
    forged = wraps.recovery_header(recovery.read_key(recovery.fresh_key()))
    assert not wraps.is_ours(forged, wraps.wrap(forged, DataKey.fresh()), key)


def test_a_recovery_key_is_forgiving_about_form_but_not_about_letters() -> None:
    made = recovery.fresh_key().in_clear()
    groups = made.split("-")
    assert [len(group) for group in groups] == [4] * 9
    key = recovery.read_key(Secret(made))
    assert len(key.in_bytes()) == 20
    assert recovery.written(key).in_clear() == made
    sloppy = made.lower().replace("-", "  ").replace("o", "0").replace("i", "1").replace("b", "8")
    assert recovery.read_key(Secret(sloppy)) == key
    for at in range(0, len(made), 6):
        if made[at] == "-":
            continue
        wrong = "A" if made[at] != "A" else "C"
        with pytest.raises(NotOpened) as refused:
            recovery.read_key(Secret(made[:at] + wrong + made[at + 1 :]))
        assert refused.value.field == "recovery"
    with pytest.raises(NotOpened):
        recovery.read_key(Secret(made[:-5]))


@pytest.mark.parametrize(
    ("digest", "second", "code"),
    [
        # RFC 6238, appendix B.
        ("SHA1", 59, "94287082"),
        ("SHA256", 59, "46119246"),
        ("SHA512", 59, "90693936"),
        ("SHA1", 1111111109, "07081804"),
        ("SHA256", 1111111111, "67062674"),
        ("SHA512", 1234567890, "93441116"),
        ("SHA1", 2000000000, "69279037"),
        ("SHA256", 20000000000, "77737706"),
        ("SHA512", 20000000000, "47863826"),
    ],
)
def test_codes_are_those_of_the_standard(digest: str, second: int, code: str) -> None:
    length = {"SHA1": 20, "SHA256": 32, "SHA512": 64}[digest]
    key = Secret((b"1234567890" * 7)[:length])
    assert totp.code_at(totp.Seed(key, digest, 8), second).in_clear() == code


def test_a_seed_is_read_as_web_sites_show_it() -> None:
    plain = totp.read_seed(Secret("gezd gnbv GY3T QOJQ gezd gnbv gy3t qojq"))
    assert plain.key.in_bytes() == b"12345678901234567890"
    address = "otpauth://totp/x:y?secret=GEZDGNBVGY3TQOJQ&digits=8&algorithm=SHA256&period=60"
    full = totp.read_seed(Secret(address))
    assert (full.digits, full.digest, full.period) == (8, "SHA256", 60)
    for wrong in ("", "0189", "otpauth://hotp/x?secret=GEZDGNBV", "otpauth://totp/x?secret="):
        with pytest.raises(UserError) as refused:
            totp.read_seed(Secret(wrong))
        assert not wrong or wrong not in refused.value.text


def test_a_code_says_how_long_it_holds(clock: object) -> None:
    found = totp.code_now(totp.read_seed(Secret("GEZDGNBVGY3TQOJQ")))
    assert len(found.words.in_clear()) == 6
    assert 1 <= found.seconds_left <= 30


@pytest.mark.parametrize(
    ("words", "enough"),
    [
        ("eight ch", False),
        ("elevenchars", False),
        ("aaaaaaaaaaaaaaaa", False),
        ("password1234", False),
        ("abcabcabcabcabc", False),
        ("qwertyuiop1234", False),
        ("a long drive to Duluth", True),
        ("horse battery 7", True),
        ("ключ от сейфа", True),
    ],
)
def test_a_password_is_judged_in_words(words: str, enough: bool) -> None:
    found = passwords.strength(Secret(words))
    assert found.enough is enough
    assert found.words.endswith(".")
    assert words not in found.words


def test_made_up_passwords_are_strong_and_new() -> None:
    made = {passwords.random_password().in_clear() for _ in range(20)}
    made |= {passwords.random_phrase().in_clear() for _ in range(20)}
    assert len(made) == 40
    assert all(passwords.strength(Secret(one)).score >= 3 for one in made)
    assert len(passwords.random_password(32, signs=False).in_clear()) == 32
