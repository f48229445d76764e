"""Codes of cases."""

from domain.base.codes import Code


class CaseCode(Code):
    """A case (ca bệnh); printed on forms, tells nothing of its person."""

    __slots__ = ()
    seed = 6
