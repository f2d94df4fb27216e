import doctest
from importlib import import_module


def test_the_examples_are_true() -> None:
    assert not doctest.testmod(import_module("copydesk.flows.duration")).failed
