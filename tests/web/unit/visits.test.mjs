import assert from "node:assert/strict";
import { test } from "node:test";
import { arrive, dueLeavings, endOf, isNearlyTooOld, isOpen, isRescan, leave, leaveUntil, mayLeave, mayVoid, overAt, startOf } from "../../../web/parts/visits.mjs";

process.env.TZ = "Asia/Ho_Chi_Minh";

const NOW = Date.UTC(2021, 10, 21, 1, 0, 0, 400);
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const VENUE = { code: "mhjy4aa8", sent: "MHJY4AA87ABCDEFGHJKMN" };
const OTHER = { code: "0wjp7445", sent: "0WJP7445" };

const arrived = (venue = VENUE, now = NOW, visits = []) => arrive(venue, now, visits).visit;
const sent = (visit) => ({
  ...visit,
  state: "sent",
  tries: 1,
  answer: { visit_id: `${visit.created_at / 1000}-x`, until: new Date(visit.created_at + HOUR).toISOString(), open: true },
});

test("a scan is a whole second with an offset, and the code as it was read", () => {
  const { id, body, created_at } = arrived();
  assert.deepEqual(body, { code: VENUE.sent, at: "2021-11-21T08:00:00+07:00" });
  assert.equal(created_at % 1000, 0);
  assert.equal(id, `${created_at / 1000}-mhjy4aa8`);
});

test("a scan within the minute is the same visit", () => {
  assert.ok(isRescan(arrived(), NOW + 59 * SECOND));
  assert.ok(!isRescan(arrived(), NOW + 61 * SECOND));
  assert.ok(!isRescan({ ...arrived(), state: "refused" }, NOW + SECOND));
});

test("a stay ends by the server's word, else by the venue's usual stay", () => {
  assert.equal(endOf(sent(arrived())), Math.floor(NOW / 1000) * 1000 + HOUR);
  assert.equal(endOf(arrived(), { default_stay_minutes: 30 }), Math.floor(NOW / 1000) * 1000 + 30 * MINUTE);
  assert.ok(isOpen(sent(arrived()), NOW + 59 * MINUTE));
  assert.ok(!isOpen(sent(arrived()), NOW + 61 * MINUTE));
});

test("leaving before anything was sent makes one request of the whole visit", () => {
  const left = leave(arrived(), NOW + 20 * MINUTE);
  assert.equal(left.body.out_at, "2021-11-21T08:20:00+07:00");
  assert.equal(left.leaving, undefined);
});

test("once a request may have left, its bytes stay and the leaving is kept beside", () => {
  const tried = { ...arrived(), tries: 1 };
  const left = leave(tried, NOW + 20 * MINUTE);
  assert.deepEqual(left.body, tried.body);
  assert.equal(left.leaving, "kept");
});

test("leaving twice, or before arriving on a clock set back, changes nothing", () => {
  const left = leave(sent(arrived()), NOW + MINUTE);
  assert.equal(leave(left, NOW + HOUR), left);
  assert.equal(leave(sent(arrived()), NOW - HOUR).left_at, Math.floor(NOW / 1000) * 1000);
});

test("the next check-in carries a kept leaving, with its moment", () => {
  const left = leave(sent(arrived()), NOW + 10 * MINUTE);
  const { visit, carries } = arrive(OTHER, NOW + 30 * MINUTE, [left]);
  assert.deepEqual(visit.body.leaves, { visit_id: left.answer.visit_id, at: "2021-11-21T08:10:00+07:00" });
  assert.equal(carries, left);
});

test("the next check-in elsewhere names an open visit, and leaves its end to the server", () => {
  const open = sent(arrived());
  assert.deepEqual(arrive(OTHER, NOW + 30 * MINUTE, [open]).visit.body.leaves, { visit_id: open.answer.visit_id });
  assert.equal(arrive(OTHER, NOW + 2 * HOUR, [open]).visit.body.leaves, undefined);
  assert.equal(arrive(VENUE, NOW + 30 * MINUTE, [open]).visit.body.leaves, undefined);
});

test("a kept leaving is sent on its own after an hour, or when the stay's end is near", () => {
  const left = leave(sent(arrived()), NOW + 10 * MINUTE);
  assert.deepEqual(dueLeavings([left], NOW + 20 * MINUTE), []);
  assert.equal(dueLeavings([left], NOW + 58 * MINUTE + SECOND).length, 1);
  const early = { ...left, answer: { ...left.answer, until: new Date(NOW + 10 * HOUR).toISOString() } };
  assert.deepEqual(dueLeavings([early], NOW + 69 * MINUTE), []);
  assert.equal(dueLeavings([early], NOW + 71 * MINUTE).length, 1);
});

test("ten minutes to take a scan back, a warning before it is too old to send", () => {
  assert.ok(mayVoid(arrived(), NOW + 9 * MINUTE));
  assert.ok(!mayVoid(arrived(), NOW + 11 * MINUTE));
  assert.ok(!isNearlyTooOld(arrived(), NOW + 4 * 24 * HOUR));
  assert.ok(isNearlyTooOld(arrived(), NOW + 6 * 24 * HOUR));
});

test("until the longest stay somebody may say when they left, though the usual end is over", () => {
  const venue = { default_stay_minutes: 60, max_stay_minutes: 240 };
  const visit = arrived();
  assert.ok(!isOpen(visit, NOW + 95 * MINUTE, venue));
  assert.ok(mayLeave(visit, NOW + 95 * MINUTE, venue));
  assert.ok(!mayLeave(visit, NOW + 241 * MINUTE, venue));
  assert.ok(!mayLeave(leave(visit, NOW + 95 * MINUTE), NOW + 96 * MINUTE, venue));
  const answered = { ...sent(visit), answer: { ...sent(visit).answer, leave_until: new Date(NOW + 120 * MINUTE).toISOString() } };
  assert.equal(leaveUntil(answered, venue), NOW + 120 * MINUTE);
  assert.ok(!mayLeave({ ...answered, answer: { ...answered.answer, open: false } }, NOW + 95 * MINUTE));
  assert.ok(!mayLeave({ ...visit, state: "void" }, NOW + 95 * MINUTE, venue));
});

test("where nobody said how long a stay may be, it may be as long as usual", () => {
  const visit = sent(arrived());
  assert.equal(leaveUntil(visit), endOf(visit));
});

test("the server's times stand before those of a clock that it found wrong", () => {
  const from = NOW + 3 * HOUR;
  const visit = { ...sent(arrived()), skew: 3 * HOUR };
  visit.answer = { ...visit.answer, from: new Date(from).toISOString(), until: new Date(from + HOUR).toISOString() };
  assert.equal(startOf(visit), from);
  assert.ok(isOpen(visit, NOW + 59 * MINUTE));
  assert.ok(!isOpen(visit, NOW + 61 * MINUTE));
  const left = leave(visit, NOW + 20 * MINUTE);
  assert.equal(overAt(left), Math.floor(NOW / 1000) * 1000 + 3 * HOUR + 20 * MINUTE);
  assert.ok(mayVoid(visit, NOW + 9 * MINUTE)); // counted from the tap, both by the same clock
});

test("what was ended by the server is over when it says", () => {
  const visit = sent(arrived());
  const closed = { ...visit, left_at: NOW + 30 * MINUTE, answer: { ...visit.answer, open: false, until: new Date(NOW + 20 * MINUTE).toISOString() } };
  assert.equal(overAt(closed), NOW + 20 * MINUTE);
});
