"""Killed in the middle of a passphrase change, the vault opens with the old passphrase or the new one: never with neither."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from vault_people import NAWWAF, OTHER, PASSPHRASE, RIMA, make_vault, open_vault

from testimonia.errors import VaultError

HERE = Path(__file__).parent

CHANGE = """
import os, sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from vault_people import OTHER, PASSPHRASE, RIMA
from testimonia.protect.vault.vault import Credential, Vault
"""

AT_CALL = (
    CHANGE
    + """
import signal
left = int(sys.argv[3])
def hook(event, args):
    global left
    if event in ("os.rename", "fcntl.flock", "os.chmod", "tempfile.mkstemp", "os.remove"):
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
real = {name: getattr(os, name) for name in ("fsync", "fdopen", "close", "open")}
def counted(name):
    def call(*args, **options):
        hook("fcntl.flock", ())
        result = real[name](*args, **options)
        hook("fcntl.flock", ())
        return result
    return call
vault = Vault.open(Path(sys.argv[1]), Credential(passphrase=PASSPHRASE))
vault.put(RIMA)
vault.rekey(OTHER, work_factor=2)
for name in real:
    setattr(os, name, counted(name))
sys.addaudithook(hook)
vault.write()
print("written")
"""
)

LOOP = (
    CHANGE
    + """
mine, next_one = PASSPHRASE, OTHER
print("ready", flush=True)
while True:
    with Vault.open(Path(sys.argv[1]), Credential(passphrase=mine)) as vault:
        vault.put(RIMA) if next_one == OTHER else vault.remove("footage")
        vault.rekey(next_one, work_factor=1)
        vault.write()
    mine, next_one = next_one, mine
"""
)


def state(path):
    """Which of the two passphrases opens the vault, having checked that what it opens is whole."""
    opened = []
    for passphrase, people in ((PASSPHRASE, (NAWWAF,)), (OTHER, (NAWWAF, RIMA))):
        try:
            with open_vault(path, passphrase) as vault:
                assert vault.identities == people
            opened.append(passphrase)
        except VaultError:
            pass
    assert len(opened) == 1
    return opened[0]


def run(code, path, *more):
    return subprocess.run([sys.executable, "-c", code, str(path), str(HERE), *more], capture_output=True, text=True)


def test_killed_at_each_call_of_the_writing(tmp_path):
    """Before and after every system call in turn, until one is late enough that the writing is done."""
    path = tmp_path / "vault.age"
    make_vault(path, NAWWAF)
    old = path.read_bytes()
    seen = []
    for nth in range(1, 60):
        path.write_bytes(old)
        done = run(AT_CALL, path, str(nth))
        seen.append(state(path))
        if done.returncode == 0:
            assert done.stdout == "written\n"
            break
        assert done.returncode == -signal.SIGKILL, done.stderr
    else:
        pytest.fail("the writing never came to its end")
    assert len(seen) > 12
    assert seen == sorted(seen, key=[PASSPHRASE, OTHER].index)
    assert seen[0] == PASSPHRASE
    assert seen[-2:] == [OTHER, OTHER]
    with open_vault(path, OTHER) as vault:
        vault.write()
    assert [each.name for each in tmp_path.iterdir()] == ["vault.age"]


@pytest.mark.parametrize("kills", [8, pytest.param(150, marks=pytest.mark.slow)])
def test_killed_at_any_moment_of_many_changes(tmp_path, kills):
    """A process that changes the passphrase to and fro is killed again and again, a little later each time."""
    path = tmp_path / "vault.age"
    make_vault(path, NAWWAF)
    original = path.read_bytes()
    states = set()
    for n in range(kills):
        path.write_bytes(original)
        process = subprocess.Popen(
            [sys.executable, "-c", LOOP, str(path), str(HERE)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        assert process.stdout.readline() == "ready\n"
        time.sleep(0.02 + n * 0.0037)
        os.kill(process.pid, signal.SIGKILL)
        _, complaint = process.communicate()
        assert complaint == ""
        states.add(state(path))
    assert states <= {PASSPHRASE, OTHER}
