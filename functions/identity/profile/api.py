"""Routes of a person's own record, and of its correction."""

from domain.people.acts import CORRECTED, IDENTITY_MET
from domain.people.roles import REGISTRARS
from functions.identity import wiring
from functions.identity.door import door
from functions.identity.profile import intake, service
from functions.identity.profile.schema import (
    Corrected,
    CorrectPerson,
    Profile,
    UpdateMyProfile,
    corrected,
    profile,
)
from functions.kit.errands import staff_errand
from functions.kit.http import Answer, Call
from functions.kit.sign_in.auth import CITIZEN, staff


@door.operation(
    "GET",
    "/me",
    "getMyProfile",
    summary="The citizen's own record",
    callers=CITIZEN,
    answers={200: Profile},
    problems=("person-unknown",),
)
def get_my_profile(call: Call) -> Answer:
    """With what was changed in it, and how its number stands."""
    return Answer(profile(service.own_record(call.citizen.person, persons=wiring.parts().persons)))


@door.operation(
    "POST",
    "/me/profile",
    "updateMyProfile",
    summary="Change the own record; a new number waits until it is proved",
    callers=CITIZEN,
    body=UpdateMyProfile,
    answers={200: Profile},
    problems=("invalid", "person-unknown", "papers-checked"),
)
def update_my_profile(call: Call) -> Answer:
    """The same again changes nothing."""
    p = wiring.parts()
    now = p.clock()
    wanted = intake.wanted(call.body, units=p.units, now=now)
    return Answer(profile(service.change_own(call.citizen.person, wanted, persons=p.persons, now=now)))


@door.operation(
    "POST",
    "/persons/{person_id}/correct",
    "correctPerson",
    summary="Correct somebody's record; what it said before is kept, and the person sees that it was corrected",
    callers=staff(*REGISTRARS),
    body=CorrectPerson,
    answers={200: Corrected},
    problems=("invalid", "person-unknown", "outside-jurisdiction", "identity-known-otherwise"),
)
def correct_person(call: Call) -> Answer:
    """By those who may register: whoever may write a record may mend it, and whoever only reads them may not."""
    p, body = wiring.parts(), call.body
    now = p.clock()
    wanted = intake.wanted(body, units=p.units, now=now)
    person = service.correct(
        intake.person_id(call.path["person_id"]),
        wanted,
        staff=call.staff,
        errand=staff_errand(call.staff, CORRECTED, body.reason, now=now),
        met=staff_errand(call.staff, IDENTITY_MET, now=now),
        persons=p.persons,
        audit=p.audit,
        now=now,
    )
    return Answer(corrected(person))
