"""Wheels follow from imports, and come from the lock."""

import pytest

from infra.parts.asset import wheels


def test_a_wheel_is_carried_by_who_imports_what_it_brings():
    assert wheels.carried({"json", "boto3", "PIL", "jwt"}) == ("pillow", "pyjwt")


def test_wheels_come_from_the_lock_with_their_hashes():
    wanted = wheels.requirements({"py_vapid", "jwt"})
    names = wheels.carried({"py_vapid", "jwt"})
    assert wanted.count("==") == len(names) == 5
    assert wanted.count("--hash=sha256:") >= len(names)


def test_every_wheel_of_the_lock_is_brought_by_some_import():
    assert {name for names in wheels.BROUGHT.values() for name in names} == set(wheels._lock())


def test_an_import_that_no_wheel_is_known_to_bring_is_named():
    with pytest.raises(KeyError, match="left_pad: add a row to BROUGHT"):
        wheels.requirements({"left_pad"})


def test_a_wheel_missing_from_the_lock_is_named(monkeypatch):
    monkeypatch.setitem(wheels.BROUGHT, "left_pad", ("left-pad",))
    with pytest.raises(KeyError, match=r"left-pad: add to requirements/lambda\.txt"):
        wheels.requirements({"left_pad"})
