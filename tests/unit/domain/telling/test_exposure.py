"""What a contact is told, in which version, and what the words never say (N1, P1, P2)."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.presence.policy import CATEGORIES_2021
from domain.telling.exposure import PLACES, SMS_TEXT, Told, Version, cause_of, notice_id, owed, text_of
from domain.telling.notice import NoticeState
from domain.tracing.contact import Closeness, Grade
from tests.builders.telling import segments
from tests.unit.domain.tracing.traces import DAY, HOUR, POLICY, SHOP, a_piece, an_edge, moment

NOW = moment("6 11:00")
HOME = a_piece("2 20:00", "2 22:00", Closeness.HOUSEHOLD)
CROWDED = a_piece("2 9:00", "2 9:20", crowded=True)


def told(edge, before=None, now=NOW):
    return owed(edge, before, POLICY, now=now)


def versions(notice):
    return [(version.number, version.told) for version in notice.versions]


# Versions


def test_a_new_contact_is_told_once():
    notice = told(an_edge(2))
    assert versions(notice) == [(1, Told.F1)]
    assert (notice.person, notice.case) == (an_edge(2).person, an_edge(2).case)
    assert told(an_edge(2), notice) is None


def test_a_second_contact_is_told_that_it_is_one():
    assert versions(told(an_edge(2, HOME, grade=Grade.F2))) == [(1, Told.F2)]


def test_other_evidence_or_minutes_are_no_news():  # N1
    notice = told(an_edge(2))
    for edge in (an_edge(2, HOME), an_edge(2, a_piece(), a_piece("3 9:00", "3 9:20")), an_edge(2, revision=9)):
        assert told(edge, notice) is None


def test_an_f2_that_becomes_f1_is_told_once_more():  # S28
    first = told(an_edge(2, HOME, grade=Grade.F2))
    upgraded = told(an_edge(2), first)
    assert versions(upgraded) == [(1, Told.F2), (2, Told.F1)]
    assert told(an_edge(2), upgraded) is None


def test_a_withdrawn_contact_is_told_so_once():  # S20, S25
    gone = an_edge(2, active=False)
    corrected = told(gone, told(an_edge(2)))
    assert versions(corrected) == [(1, Told.F1), (2, Told.CORRECTION)]
    assert told(gone, corrected) is None


DOUBTED = a_piece("2 9:00", "2 9:20", crowded=True, doubtful=True)


@pytest.mark.parametrize("grade", Grade)
def test_nothing_is_told_of_what_is_in_doubt(grade):
    assert told(an_edge(2, DOUBTED, grade=grade)) is None
    f2 = told(an_edge(2, HOME, grade=Grade.F2))
    assert told(an_edge(2, DOUBTED), f2) is None, "no upgrade either"


def test_doubt_alone_corrects_nobody():
    notice = told(an_edge(2))
    assert told(an_edge(2, DOUBTED), notice) is None
    assert told(an_edge(2, HOME, DOUBTED, grade=Grade.F2), notice) is None, "nor is an F1 made an F2 by it"
    assert versions(told(an_edge(2, HOME, grade=Grade.F2), notice)) == [(1, Told.F1), (2, Told.F2)]
    assert versions(told(an_edge(2, DOUBTED, active=False), notice)) == [(1, Told.F1), (2, Told.CORRECTION)]


def test_when_doubt_is_gone_its_person_is_told():
    assert versions(told(an_edge(2, DOUBTED._replace(doubtful=False)))) == [(1, Told.F1)]
    corrected = told(an_edge(2, active=False), told(an_edge(2)))
    assert told(an_edge(2, DOUBTED), corrected) is None
    assert versions(told(an_edge(2, HOME, DOUBTED, grade=Grade.F2), corrected))[-1] == (3, Told.F2)


def test_another_rule_alone_is_no_news():
    """Every edge is written anew under it, and nobody hears of that."""
    for edge in (an_edge(2), an_edge(2, HOME, grade=Grade.F2), an_edge(2, active=False)):
        before = told(an_edge(2, HOME, grade=edge.grade))
        notice = before if edge.active else told(edge, before)
        assert told(replace(edge, rule_version="contacts-0"), notice) is None


def test_whoever_was_never_told_is_not_told_that_it_was_wrong():  # S26
    assert told(an_edge(2, active=False)) is None


def test_withdrawn_and_found_again_makes_three_versions():  # S27
    notice = told(an_edge(2), told(an_edge(2, active=False), told(an_edge(2))))
    assert versions(notice) == [(1, Told.F1), (2, Told.CORRECTION), (3, Told.F1)]


def test_every_new_version_is_to_be_sent():
    sent = replace(told(an_edge(2)), state=NoticeState.SENT)
    corrected = told(an_edge(2, active=False), sent, now=NOW + HOUR)
    assert corrected.state is NoticeState.QUEUED
    assert corrected.newest.at == NOW + HOUR
    assert corrected.versions[0] == sent.versions[0]


def test_a_notice_outlives_its_edge():  # P5
    edge = an_edge(2)
    assert told(edge).expires_at - edge.expires_at == timedelta(days=30)


def test_one_notice_stands_for_a_person_and_a_case():
    assert cause_of(an_edge(2).case) == f"C#{an_edge(2).case}"


def test_the_id_of_a_notice_tells_nothing_and_is_another_for_each_version():
    notice = told(an_edge(2), told(an_edge(2, active=False), told(an_edge(2))))
    ids = [notice_id(notice, version) for version in notice.versions]
    assert len(set(ids)) == 3
    assert all(re.fullmatch("[0-9a-z]{12}", one) for one in ids)
    assert not any(str(notice.person) in one or str(notice.case) in one for one in ids)
    assert ids == [notice_id(notice, version) for version in notice.versions]


# What may be said


def said(*pieces, **facts):
    newest = told(an_edge(2, *pieces, **facts)).newest
    return newest.day, newest.category


def test_a_crowded_place_is_told_by_its_kind_and_day():  # P2
    assert said(CROWDED) == (date(2021, 10, 2), "market")


def test_what_is_said_is_of_what_is_sure():
    later = a_piece("4 9:00", "4 9:20", venue=SHOP, category="shop", doubtful=True)
    assert said(CROWDED, later) == (date(2021, 10, 2), "market")


def test_between_two_people_neither_place_nor_day_is_told():  # S41
    monday = date(2021, 9, 27)
    assert said(a_piece("2 9:00", "2 9:20")) == (monday, "")
    assert said(a_piece("3 9:00", "3 9:20")) == (monday, "")
    assert said(a_piece("4 9:00", "4 9:20")) == (date(2021, 10, 4), "")


def test_one_lonely_piece_among_crowded_ones_silences_the_place():  # P2
    assert said(CROWDED, a_piece("3 9:00", "3 9:20", venue=SHOP))[1] == ""


@pytest.mark.parametrize("kind", [kind for kind in Closeness if kind is not Closeness.VENUE])
def test_evidence_between_people_is_told_by_the_week(kind):  # P2
    assert said(a_piece("2 9:00", "2 9:20", kind), CROWDED) == (date(2021, 9, 27), "")


def test_day_and_kind_are_those_of_one_exposure():
    long_before = a_piece("2 9:00", "2 11:00", crowded=True)
    last = a_piece("3 9:00", "3 9:20", venue=SHOP, category="shop", crowded=True)
    assert said(long_before, last) == (date(2021, 10, 3), "shop")


def test_an_exposure_over_midnight_is_of_the_day_on_which_it_began():  # S11
    assert said(a_piece("2 23:50", "3 0:10", crowded=True))[0] == date(2021, 10, 2)
    assert said(a_piece("2 23:40", "3 0:00", crowded=True))[0] == date(2021, 10, 2)
    assert said(a_piece("3 23:40", "4 0:10"))[0] == date(2021, 9, 27)


def test_a_household_is_told_by_the_week_of_its_last_day():
    assert said(a_piece("2 0:00", "11 0:00", Closeness.HOUSEHOLD))[0] == date(2021, 10, 4)
    assert said(a_piece("2 0:00", "11 0:01", Closeness.HOUSEHOLD))[0] == date(2021, 10, 11)


def test_a_correction_says_what_the_notice_said():
    corrected = told(an_edge(2, CROWDED, active=False), told(an_edge(2, CROWDED)))
    assert (corrected.newest.day, corrected.newest.category) == (date(2021, 10, 2), "market")


# Words


def words(what, category="", day=date(2021, 10, 2)):
    return text_of(Version(1, what, NOW, day, category))


def test_a_kind_of_place_is_named_in_both_languages():
    text = words(Told.F1, "market")
    assert "ngày 02/10/2021 (tại một khu chợ)." in text.vi
    assert "on 02/10/2021 (at a market)." in text.en


def test_every_kind_of_place_is_said_as_a_sentence_has_it():
    assert {*PLACES} == {*CATEGORIES_2021}
    assert "ngày 02/10/2021 (tại một nơi ăn uống) không còn áp dụng" in words(Told.CORRECTION, "food").vi
    assert "(tại một địa điểm)" in words(Told.F1, "a kind of a later policy").vi


def test_without_a_place_the_week_is_named():
    text = words(Told.F1, day=date(2021, 9, 27))
    assert "trong tuần từ 27/09 đến 03/10/2021" in text.vi
    assert "in the week of 27/09 to 03/10/2021" in text.en


@pytest.mark.parametrize("what", Told)
@pytest.mark.parametrize("category", ["", *CATEGORIES_2021])
def test_the_words_hold_no_hour_and_no_kind_that_was_not_given(what, category):
    for text in words(what, category):
        assert not re.search(r"\d{1,2}[:h]\d{2}", text)
        if not category:
            assert not any(place.vi in text or place.en in text for place in PLACES.values())


def test_f1_and_f2_are_told_what_to_do_and_a_correction_that_it_is_over():
    assert "F1" in words(Told.F1).vi
    assert "ở nhà" in words(Told.F1).vi
    assert "F2" in words(Told.F2).en
    assert "không còn áp dụng" in words(Told.CORRECTION).vi
    assert "no longer applies" in words(Told.CORRECTION).en


def test_an_f2_is_not_told_that_they_were_near_the_case():
    assert "may have been near" in words(Told.F1).en
    assert "may have been near" not in words(Told.F2).en


def test_a_text_message_says_only_that_there_is_a_notice():  # N3
    assert not re.search(r"F0|F1|F2|COVID|ca mắc|ca mac|tiếp xúc|tiep xuc", SMS_TEXT)
    assert segments(SMS_TEXT.format(site="https://staging.vungxanh.example")) == 1


def test_who_is_told_to_stay_at_home_reads_the_signs_of_danger_and_whom_to_call():
    for what in (Told.F1, Told.F2):
        text = words(what)
        assert "Khó thở, đau tức ngực, tím môi hoặc lơ mơ: gọi ngay 115." in text.vi
        assert "call 115 at once" in text.en
        assert "trạm y tế nơi bạn ở" in text.vi
    assert "115" not in words(Told.CORRECTION).vi


def test_a_correction_says_that_nobody_stays_at_home_for_it():
    assert "không phải ở nhà vì lần đó nữa" in words(Told.CORRECTION).vi
    assert "need not stay at home because of it" in words(Told.CORRECTION).en


@pytest.mark.parametrize("what", Told)
@pytest.mark.parametrize("category", ["", "market"])
def test_no_sentence_runs_on(what, category):
    """Somebody frightened reads them: of at most 30 words in either language."""
    for text in words(what, category):
        for sentence in re.split(r"(?<=[.])\s+", text):
            assert len(sentence.split()) <= 30, sentence
            assert sentence[0].isupper()


def test_an_f2_reads_when_they_met_and_whom():
    text = words(Told.F2, day=date(2021, 9, 27))
    assert text.vi.startswith("Trong tuần từ 27/09 đến 03/10/2021, bạn đã gặp một người tiếp xúc gần")
    assert text.en.startswith("In the week of 27/09 to 03/10/2021, you met a close contact")
    assert words(Told.F2, "market").vi.startswith("Ngày 02/10/2021 (tại một khu chợ), bạn đã gặp")


def test_an_edge_found_again_after_the_correction_is_told_with_what_stands_now():
    corrected = told(an_edge(2, active=False), told(an_edge(2)), now=NOW + DAY)
    anew = told(an_edge(2, CROWDED), corrected, now=NOW + 2 * DAY)
    assert (anew.newest.day, anew.newest.category) == (date(2021, 10, 2), "market")
