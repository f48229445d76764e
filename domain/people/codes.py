"""Codes of people."""

from domain.base.codes import Code


class PersonId(Code):
    """Pseudonym of a person: 60 random bits; never printed, never derived from a document."""

    __slots__ = ()
    seed = 13
    length = 13


class CardCode(Code):
    """Personal code on a card or phone: finds a person, proves nothing."""

    __slots__ = ()
    seed = 2
    length = 12


class RecoveryKey(Code):
    """Somebody who wants to come back, before it is known whether anybody is meant: a keyed hash of what they say."""

    __slots__ = ()
    seed = 9
    length = 27
