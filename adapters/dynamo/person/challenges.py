"""One-time codes: the last one of each subject, counted down by conditional writes."""

from datetime import datetime

from pynamodb.attributes import BinaryAttribute, NumberAttribute, UnicodeAttribute
from pynamodb.expressions.update import Action
from pynamodb.transactions import TransactWrite

from adapters.dynamo.calls import Refused
from adapters.dynamo.models import Record, found, of_table, said
from adapters.dynamo.person import keys
from domain.base.errors import Busy
from domain.base.period import at_epoch, epoch
from domain.base.secret import Sealer
from domain.people.changes import Spending
from domain.people.codes import PersonId
from domain.people.phone.otp import OtpChallenge, Spent, Subject

_DAY = 24 * 3600


class Otp(Record):
    digest = UnicodeAttribute(attr_name="g", null=True)
    sent_at = NumberAttribute(attr_name="t", null=True)
    until = NumberAttribute(attr_name="e", null=True)
    tries = NumberAttribute(attr_name="n", default=0)
    sends = NumberAttribute(attr_name="m", default=1)
    code = BinaryAttribute(attr_name="c", null=True, legacy_encoding=False)
    spent_by = UnicodeAttribute(attr_name="u", null=True)
    person = UnicodeAttribute(attr_name="pid", null=True)
    device = UnicodeAttribute(attr_name="d", null=True)


class DynamoChallenges:
    """Challenges on the Person table."""

    def __init__(self, table: str, *, sealer: Sealer) -> None:
        self._otps = of_table(Otp, table)
        self._sealer = sealer

    def of(self, subject: Subject) -> OtpChallenge | None:
        otp = found(self._otps, keys.asked(subject), keys.OTP)
        return self._challenge(subject, otp) if otp is not None else None

    def replace(self, subject: Subject, challenge: OtpChallenge, *, last: OtpChallenge | None) -> OtpChallenge:
        """A repeat of our own write finds what it wrote."""
        condition = Otp.pk.does_not_exist()
        if last is not None:
            condition = (Otp.sent_at == epoch(last.sent_at)) & (Otp.sends == last.sends_today)
        otp = self._otp(subject, challenge)
        try:
            said(lambda: otp.save(condition=condition))
        except Refused:
            stands = self.of(subject)
            if stands is None:
                raise Busy from None
            return stands
        return challenge

    def take_try(self, subject: Subject, *, most: int, now: datetime) -> OtpChallenge | None:
        """A try whose answer was lost counts twice: it may only make guessing harder."""
        otp = self._otps(keys.asked(subject), keys.OTP)
        may_be_tried = Otp.digest.exists() & (Otp.tries < most) & (Otp.until > epoch(now))
        try:
            said(lambda: otp.update(actions=[Otp.tries.add(1)], condition=may_be_tried))
        except Refused:
            return None
        return self._challenge(subject, otp)

    def _otp(self, subject: Subject, challenge: OtpChallenge) -> Otp:
        return self._otps(
            keys.asked(subject),
            keys.OTP,
            digest=challenge.digest or None,
            sent_at=epoch(challenge.sent_at),
            until=epoch(challenge.expires_at),
            tries=challenge.tries,
            sends=challenge.sends_today,
            code=self._sealer.seal(challenge.code, bound_to=_bound(subject)) if challenge.code else None,
            expires=epoch(challenge.sent_at) + _DAY,
        )

    def _challenge(self, subject: Subject, otp: Otp) -> OtpChallenge:
        return OtpChallenge(
            digest=otp.digest or "",
            sent_at=at_epoch(int(otp.sent_at or 0)),
            expires_at=at_epoch(int(otp.until or 0)),
            tries=int(otp.tries),
            sends_today=int(otp.sends),
            code=self._sealer.open(otp.code, bound_to=_bound(subject)) if otp.code else "",
            spent=Spent(otp.spent_by, PersonId(otp.person or ""), otp.device or "") if otp.spent_by else None,
        )


def spend(transaction: TransactWrite, otps: type[Otp], spending: Spending) -> None:
    """Within the transaction that stores what the code proved; refused when another request was faster."""
    otp = otps(keys.asked(spending.subject), keys.OTP)
    unused = (Otp.digest == spending.digest) & Otp.spent_by.does_not_exist()
    actions: list[Action] = [Otp.code.remove()]
    if (spent := spending.spent) is None:
        actions.append(Otp.digest.remove())
    else:
        actions += [Otp.spent_by.set(spent.request), Otp.person.set(str(spent.person)), Otp.device.set(spent.device)]
    transaction.update(otp, actions=actions, condition=unused)


def _bound(subject: Subject) -> str:
    return f"{subject}/otp"
