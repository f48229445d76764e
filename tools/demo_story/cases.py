"""The three cases of the story: one with an interview, one that was its contact, and one by mistake."""

import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from tools.demo_story.desk import NEIGHBOUR, Desk
from tools.demo_story.entering import Entering
from tools.demo_story.inboxes import Inboxes
from tools.demo_story.measured import measured
from tools.demo_story.noted import CaseTold, Noted
from tools.demo_story.outbreak import Cast, Outbreak, Patient, Statement
from tools.machine.console import Failure, step
from tools.seed.entry import Entry

_THIRDS = 3
MISTAKE = "Nhầm mẫu: kết quả của người khác"
POSITIVE = {"status": "quarantined", "outcome": "answered", "note": "Xét nghiệm nhanh dương tính"}
# What the tracer hears when she calls the first contacts of her list.
CALLS = (
    {"status": "reached", "outcome": "answered", "note": "Đang ở nhà, không có triệu chứng"},
    {"status": "to_call", "outcome": "no_answer"},
    {"status": "quarantined", "outcome": "answered", "note": "Đã đưa đi cách ly tập trung"},
    {"status": "to_call", "outcome": "wrong_number"},
    {"status": "reached", "outcome": "answered"},
)


class Cases:
    """Tells them, and notes what was measured meanwhile."""

    def __init__(
        self, entry: Entry, entering: Entering, desk: Desk, outbreak: Outbreak, noted: Noted, file: Path
    ) -> None:
        self._entry, self._entering, self._desk, self._outbreak = entry, entering, desk, outbreak
        self._noted, self._file = noted, file
        self._key_of: dict[str, str] = {}
        self._resumed = False

    def tell(self, casts: Iterable[Cast]) -> None:
        cast, found = self._first_case(casts)
        seconds = sorted(cast.seconds, key=lambda patient: patient.who.key not in found)
        with step(f"The tracer works on the {len(found)} contacts, next door too"):
            self._call(self._noted.cases["A"], seconds[0])
        with step("One of these F1 tests positive: she becomes F0 B"):
            self._confirm_first("B", seconds)
        with step("F0 C is confirmed, by a specimen that was somebody else's"):
            self._confirm_first("C", cast.thirds[:_THIRDS])
        with step("C is retracted"):
            self._take_back(self._noted.cases["C"])
        with step("Every notice in every inbox is counted"):
            self._count()
        self._noted.infected = len(cast.infections)
        self._save()

    def _confirm_first(self, name: str, patients: Sequence[Patient]) -> None:
        """The first of these who has no other case; by mistake nobody is interviewed."""
        known = self._noted.cases.get(name)
        for patient in patients:
            if known is None or known.person == patient.who.key:
                said = self._outbreak.interview(patient) if name != "C" else []
                if self._confirm(name, patient, said) is not None:
                    return
        raise Failure(f"everybody who could be the F0 {name} of this story has another case: make reset")

    def _first_case(self, casts: Iterable[Cast]) -> tuple[Cast, Mapping[str, str]]:
        """The first in turn who is not ill already from an earlier day's story."""
        known = self._noted.cases.get("A")
        for cast in casts:
            if known is None or cast.first.who.key == known.person:
                with step("F0 A is confirmed by phone number, with onset and interview"):
                    self._watch([cast.first, *cast.seconds, *cast.thirds[:_THIRDS]])
                    found = self._confirm("A", cast.first, self._outbreak.interview(cast.first))
                if found is not None:
                    return cast, found
        raise Failure("everybody of the quarter who could be the first case has been one: make reset")

    def _watch(self, patients: Sequence[Patient]) -> None:
        """The simulator recognises everybody whom it says was exposed, and looks into every inbox."""
        met = {key for patient in patients for key in self._outbreak.exposed_to(patient)}
        self._entering.townspeople(sorted(key for key in met if key.startswith("town/")))
        people = self._entering.people
        self._key_of = {known.id: key for key, known in people.items()}
        self._inboxes = Inboxes(self._entry, {key: people[key] for key in people if self._entering.has_inbox(key)})

    def _confirm(self, name: str, patient: Patient, said: Sequence[Statement]) -> Mapping[str, str] | None:
        """Confirms, waits for the trace, then until everybody has read: contacts by key, with their grade.

        None when this person has another case. A case that was confirmed before the story broke off is only read.
        """
        is_new = False
        self._inboxes.mark()
        began = time.monotonic()
        if name not in self._noted.cases:
            made = self._desk.confirm(patient, said)
            if made is None:
                return None
            case_id, is_new = made
            self._noted.cases[name] = CaseTold(case_id, patient.who.key)
            self._save()
        told = self._noted.cases[name]
        self._resumed |= not is_new
        contacts = self._desk.traced(told.case_id)["contacts"]
        found = {self._key_of.get(each["person_id"], each["person_id"]): str(each["level"]) for each in contacts}
        if is_new:
            self._inboxes.reached(found.keys() - self._ill())
            told.last_seen = round(time.monotonic() - began, 1)
        if found:
            self._measure(told, patient, found)
        return found

    def _measure(self, told: CaseTold, patient: Patient, found: Mapping[str, str]) -> None:
        told.told = sorted(found.keys() - self._ill())
        told.first_notice, told.last_notice = self._desk.clocks(told.case_id)
        told.f1, told.f2 = (sum(level == grade for level in found.values()) for grade in ("F1", "F2"))
        ours = {key for key, level in found.items() if level == "F1" and key in self._entering.people}
        result = measured(ours, self._outbreak.exposed_to(patient))
        told.really_exposed, told.rightly_traced, told.missed, told.added = result
        told.strangers = len(found.keys() - self._entering.people.keys())
        infected = {each.person for each in self._outbreak.infections(patient) if each.source == patient.who.key}
        told.infected, told.infected_traced = len(infected), len(ours & infected)
        self._save()

    def _call(self, told: CaseTold, positive: Patient) -> None:
        """The tracer works through the first rows of her list; whoever lives next door is called from there."""
        rows = self._desk.contacts(told.case_id)
        told.handed_over = sum(row.get("handed_over", False) for row in rows)
        own = [row for row in rows if not row.get("handed_over")]
        patient = self._entering.people[positive.who.key].id
        for row in own:
            if row["person_id"] == patient:
                self._desk.follow_up(row, **POSITIVE)
        others = [row for row in own if row["person_id"] != patient]
        for row, call in zip(others, CALLS, strict=False):
            self._desk.follow_up(row, **call)
        theirs = self._desk.contacts(told.case_id, NEIGHBOUR) if told.handed_over else []
        for row in theirs[:1]:
            self._desk.follow_up(row, NEIGHBOUR, status="reached", outcome="answered")
        told.seen_next_door = len(theirs)

    def _take_back(self, told: CaseTold) -> None:
        if self._desk.traced(told.case_id)["status"] != "retracted":
            self._inboxes.mark()
            self._desk.retract(told.case_id, MISTAKE)
            self._desk.traced(told.case_id)
            self._inboxes.reached(told.told, corrected=True)

    def _count(self) -> None:
        """One notice for each case and person, one correction for each who had been told of C: no fewer and no more.

        A story that goes on after it broke off cannot count what came before.
        """
        if self._resumed:
            return
        cases = self._noted.cases
        owed = Counter(
            key for case in cases.values() for key in {*case.told, *(self._contacts_now(case) - self._ill())}
        )
        counted = self._inboxes.counted()
        taken_back = set(cases["C"].told)
        readers = [key for key in self._entering.people if key in self._inboxes]
        self._noted.readers = sum(owed[key] > 0 for key in readers)
        self._noted.exactly_once = sum(owed[key] > 0 and counted[key, False] == owed[key] for key in readers)
        self._noted.too_many = sum(max(0, counted[key, False] - owed[key]) for key in readers)
        self._noted.to_correct = sum(key in taken_back for key in readers)
        self._noted.corrected_once = sum(key in taken_back and counted[key, True] == 1 for key in readers)
        self._noted.reader = self._entering.people[max(readers, key=lambda key: (key in taken_back, owed[key]))].secret
        self._noted.corrected_wrongly = sum(key not in taken_back and counted[key, True] > 0 for key in readers)

    def _ill(self) -> set[str]:
        """Those with a case that stands: an F0 is not told to be an F1 of another. The mistake ends before it is counted."""
        return {case.person for name, case in self._noted.cases.items() if name != "C"}

    def _contacts_now(self, told: CaseTold) -> set[str]:
        """The clock may have looked again meanwhile, and found what the second interview stated."""
        contacts = self._desk.traced(told.case_id)["contacts"]
        return {self._key_of.get(each["person_id"], each["person_id"]) for each in contacts}

    def _save(self) -> None:
        self._noted.save(self._file)
