import assert from "node:assert/strict";
import { test } from "node:test";
import "./sentences.mjs";

const { sentenceOf, span } = await import("../../../web/parts/evidence.mjs");
const { due, length } = await import("../../../web/parts/due.mjs");
const { acts, mayBeCalled } = await import("../../../web/parts/follow-up.mjs");
const { laterChoices } = await import("../../../web/parts/call-later.mjs");
const { windowStart } = await import("../../../web/parts/case-form.mjs");
const { unread, withdrawnAt } = await import("../../../web/parts/notices.mjs");
const { keyBytes } = await import("../../../web/parts/push.mjs");
const { isCase, isPerson } = await import("../../../web/parts/code.mjs");

const NOW = Date.parse("2021-11-22T09:00:00+07:00");
const MINUTE = 60_000;
const piece = (changed) => ({ kind: "VC", venue_id: "mhjy4aa8", from: "2021-11-20T08:15:00+07:00", to: "2021-11-20T08:47:00+07:00", minutes: 32, ...changed });
const known = { now: NOW, place: () => "Chợ Việt Yên", person: () => "N. V. An" };

test("evidence is a sentence", () => {
  assert.equal(sentenceOf(piece(), known), "Cùng ở Chợ Việt Yên 08:15–08:47 ngày 20/11, 32 phút");
  assert.equal(sentenceOf(piece({ minutes: 543.3 }), known), "Cùng ở Chợ Việt Yên 08:15–08:47 ngày 20/11, 9 giờ 3 phút");
  assert.equal(sentenceOf(piece({ minutes: 0.5 }), known), "Cùng ở Chợ Việt Yên 08:15–08:47 ngày 20/11, 30 giây");
  assert.equal(sentenceOf(piece({ venue_name: "Quán A", assumed: true }), known), "Cùng ở Quán A 08:15–08:47 ngày 20/11, 32 phút (giờ rời ước tính)");
});

test("evidence through an F1 names the F1", () => {
  const through = (changed, told = known) => sentenceOf(piece({ kind: "HH", venue_id: "", via_person_id: "p2", ...changed }), told);
  assert.equal(through({}), "Qua N. V. An: Sống cùng nhà 08:15–08:47 ngày 20/11");
  assert.equal(through({ via_display_name: "N. X. Đạt" }), "Qua N. X. Đạt: Sống cùng nhà 08:15–08:47 ngày 20/11");
  assert.equal(through({}, { now: NOW }), "Qua một F1: Sống cùng nhà 08:15–08:47 ngày 20/11", "an id is never printed");
});

test("a venue whose name is unknown shows its code", () => {
  assert.equal(sentenceOf(piece(), { now: NOW }), "Cùng ở MHJY-4AA8 08:15–08:47 ngày 20/11, 32 phút");
  assert.equal(sentenceOf(piece({ venue_id: "" }), { now: NOW }), "Cùng ở một địa điểm 08:15–08:47 ngày 20/11, 32 phút");
});

test("minutes are whole, in words", () => {
  assert.match(sentenceOf(piece({ kind: "IC", minutes: 32.5 }), known), /^Gặp gần .*, 32 phút, theo khai báo/);
});

test("an exposure over midnight names both days; one that ends at midnight is of one day", () => {
  assert.equal(span("2021-11-20T23:50:00+07:00", "2021-11-21T00:10:00+07:00", NOW), "từ 23:50 ngày 20/11 đến 00:10 ngày 21/11");
  assert.equal(span("2021-11-20T23:50:00+07:00", "2021-11-21T00:00:00+07:00", NOW), "23:50–00:00 ngày 20/11");
});

test("another year is written out", () => {
  assert.equal(span("2020-12-31T08:00:00+07:00", "2020-12-31T09:00:00+07:00", NOW), "08:00–09:00 ngày 31/12/2020");
});

test("a length in words", () => {
  assert.equal(length(12_400), "12 giây");
  const words = { 0: "0 giây", 59: "59 phút", 60: "1 giờ", 200: "3 giờ 20 phút", 1440: "1 ngày", 3120: "2 ngày 4 giờ" };
  for (const [minutes, text] of Object.entries(words)) assert.equal(length(Number(minutes) * MINUTE), text);
});

test("a clock says what is left, and what is late", () => {
  const at = (minutes) => new Date(NOW + minutes * MINUTE).toISOString();
  assert.deepEqual(due(at(200), NOW), { state: "later", text: "Còn 3 giờ 20 phút" });
  assert.deepEqual(due(at(45), NOW), { state: "soon", text: "Còn 45 phút" });
  assert.deepEqual(due(at(0), NOW), { state: "soon", text: "Còn 0 giây" });
  assert.deepEqual(due(at(-45), NOW), { state: "late", text: "Quá hạn 45 phút" });
});

test("no button leads to a move the server refuses", () => {
  const moves = { to_call: ["reached", "quarantined", "closed"], reached: ["to_call", "quarantined", "closed"], quarantined: ["reached", "closed"], closed: ["to_call"] };
  for (const [state, allowed] of Object.entries(moves))
    for (const act of acts(state)) {
      assert.ok(act.status === state || allowed.includes(act.status), `${state} → ${act.status}`);
      assert.ok(act.status !== state || act.outcome, `${state}: ${act.word} would say nothing`);
    }
});

test("whoever did not answer is still to be called", () => {
  assert.deepEqual(acts("to_call").find((act) => act.outcome === "no_answer"), { word: "act.no-answer", status: "to_call", outcome: "no_answer" });
  assert.deepEqual(acts("to_call", false).filter((act) => ["answered", "no_answer", "wrong_number"].includes(act.outcome)), [], "nobody to ring");
  assert.deepEqual(acts("closed").map((act) => act.status), ["to_call"]);
});

test("the window starts at midnight, days before onset or specimen, whichever was first", () => {
  const start = (facts) => new Date(windowStart(facts, 2)).toISOString();
  assert.equal(start({ specimen_at: "2021-11-20T15:00:00+07:00" }), "2021-11-17T17:00:00.000Z");
  assert.equal(start({ specimen_at: "2021-11-20T15:00:00+07:00", onset_at: "2021-11-18T06:00:00+07:00" }), "2021-11-15T17:00:00.000Z");
  assert.equal(start({ specimen_at: "2021-11-20T15:00:00+07:00", onset_at: "2021-11-21T06:00:00+07:00" }), "2021-11-17T17:00:00.000Z");
});

test("what is unread: not seen, not withdrawn", () => {
  const notice = (notice_id, withdrawn) => ({ notice_id, kind: "exposure_f1", issued_at: "", text: { vi: "", en: "" }, withdrawn });
  const inbox = { name: "inbox", at: 1, seen: ["a"], notices: [notice("a"), notice("b"), notice("c", true)] };
  assert.deepEqual(unread(inbox).map((each) => each.notice_id), ["b"]);
  assert.ok(Number.isNaN(withdrawnAt(notice("c", true))));
});

test("the push key is the bytes behind its letters", () => {
  assert.deepEqual([...keyBytes("-_8")], [251, 255]);
});

test("codes of cases and people are known by their check symbol", () => {
  assert.ok(isCase("WE8V-SHVJ"));
  assert.ok(!isCase("WE8V-SHVK"));
  assert.ok(!isCase("MHJY-4AA8"));
  assert.ok(isPerson("pfghnbvpram4z"));
  assert.ok(!isPerson("pfghnbvpram5z"));
});

test("a later call is at a moment people agree on, never one that is over", () => {
  const at = (time) => laterChoices(Date.parse(`2021-11-22T${time}:00+07:00`)).map(({ key, at: when }) => `${key} ${new Date(when + 7 * 3_600_000).toISOString().slice(5, 16)}`);
  assert.deepEqual(at("09:00"), ["later.half-hour 11-22T09:30", "later.two-hours 11-22T11:00", "later.afternoon 11-22T14:00", "later.evening 11-22T19:00", "later.morning-next 11-23T08:00", "later.afternoon-next 11-23T14:00"]);
  assert.deepEqual(at("13:50").map((choice) => choice.split(" ")[0]), ["later.half-hour", "later.two-hours", "later.evening", "later.morning-next", "later.afternoon-next"]);
  assert.deepEqual(at("23:30")[0], "later.half-hour 11-23T00:00");
});

test("nobody is offered a call that reaches nobody", () => {
  const row = { status: "to_call", number_reaches: true };
  assert.equal(mayBeCalled(row), true);
  for (const changed of [{ status: "closed" }, { became_case_id: "WE8V-SHVJ" }, { theirs: true }, { number_reaches: false }, { number_reaches: undefined }])
    assert.equal(mayBeCalled({ ...row, ...changed }), false, JSON.stringify(changed));
});
