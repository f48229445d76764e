"""Codes of venues."""

from domain.base.codes import Code


class VenueId(Code):
    """A venue, for as long as it exists. Its printed code may change, this does not."""

    __slots__ = ()
    seed = 1


class VenueCode(Code):
    """The code printed under a poster's QR; a re-issue makes a new one."""

    __slots__ = ()
    seed = 1
