"""What every test is kept from: connecting to another machine, and asking a catalogue it did not name."""

import os
import socket
import subprocess
import sys

import pytest

import ndl_workbench as ndl
from ndl_workbench.catalogue.sources import register
from ndl_workbench.catalogue.sources.http import get_json

# For documentation; nobody is there (RFC 5737, RFC 3849).
NOBODY = ["192.0.2.1", "2001:db8::1"]


@pytest.mark.parametrize("host", NOBODY)
def test_a_test_cannot_connect_to_another_machine(host):
    with pytest.raises(pytest.fail.Exception, match="only loopback may be connected to"):
        socket.create_connection((host, 80), timeout=1)


def test_our_own_code_cannot_either():
    with pytest.raises(pytest.fail.Exception, match="only loopback"):
        get_json(f"http://{NOBODY[0]}/", seconds=1)


def test_loopback_can_be_connected_to():
    with socket.create_server(("127.0.0.1", 0)) as listening:
        socket.create_connection(listening.getsockname(), timeout=1).close()


def test_there_is_no_source_but_the_embedded_one():
    assert register.listed() == ()
    assert ndl.search("school readiness", source="all").unanswered == ()


def test_a_process_that_is_started_has_none_either():
    code = "from ndl_workbench.catalogue.sources import register; print(register.listed())"

    said = subprocess.run([sys.executable, "-c", code], env=os.environ, capture_output=True, text=True, check=True)

    assert said.stdout == "()\n"
