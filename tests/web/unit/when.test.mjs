import assert from "node:assert/strict";
import { test } from "node:test";
import { EMPTY, boxesOf, pasted, whenOf } from "../../../web/parts/when.mjs";

const NOW = Date.parse("2026-11-27T20:30:00+07:00");
const boxes = (text) => ({ ...EMPTY, ...pasted(text) });
const read = (text, rule = {}) => whenOf(boxes(text), { now: NOW, ...rule });

test("a moment is pasted in the ways people write it", () => {
  for (const text of ["27/11/2026 20:00", "27.11.2026 20:00", "27-11-2026, 20h", "20:00 27/11/2026", "20h00 ngày 27/11/2026", "ngày 27 tháng 11 năm 2026, 20 giờ",
    "27/11/2026 08:00 PM", "08:00 CH 27/11/26", "2026-11-27T20:00", "2026-11-27 20:00:59", "2026-11-27T13:00:00Z", "2026-11-27T05:00:00-08:00"])
    assert.equal(read(text, { time: true }).value, "2026-11-27T20:00:00+07:00", text);
});

test("a day too", () => {
  for (const text of ["27/11/2026", "27.11.26", "27112026", "2026-11-27", " 27 / 11 / 2026 ", "２７/１１/２０２６"]) assert.equal(read(text).value, "2026-11-27", text);
  assert.equal(pasted("hôm kia"), undefined);
  assert.deepEqual(pasted("7:05"), { hour: "07", minute: "05" });
});

test("the day comes first: a month of 27 is refused, never turned round", () => {
  assert.deepEqual(read("11/27/2026").wrong, { key: "when.bad-month", box: "month" });
  assert.equal(read("11/12/2026").value, "2026-12-11");
});

test("what is no day or time is named at its box", () => {
  const wrong = (changed, rule = {}) => whenOf({ ...EMPTY, ...changed }, { now: NOW, ...rule }).wrong;
  assert.deepEqual(wrong({ day: "31", month: "2", year: "2026" }), { key: "when.bad-day", box: "day", values: { day: "31", month: "2", year: "2026" } });
  assert.equal(wrong({ day: "29", month: "2", year: "2028" }), undefined);
  assert.equal(wrong({ day: "1", month: "1", year: "126" })?.box, "year");
  assert.equal(wrong({ day: "1", month: "1", year: "2566" })?.key, "when.bad-year");
  assert.deepEqual(wrong({ day: "1" }), { key: "when.no-month", box: "month" });
  assert.deepEqual(wrong({ hour: "8" }, { time: true }), { key: "when.no-day", box: "day" });
  assert.deepEqual(wrong({ day: "1", month: "1", year: "2026" }, { time: true }), { key: "when.no-hour", box: "hour" });
  assert.equal(wrong({ day: "1", month: "1", year: "2026", hour: "24" }, { time: true })?.key, "when.bad-hour");
  assert.equal(wrong({ day: "1", month: "1", year: "2026", hour: "8", minute: "6x" }, { time: true })?.key, "when.bad-minute");
});

test("years of two digits are this century's; hours without minutes are whole", () => {
  assert.equal(whenOf({ day: "1", month: "2", year: "26", hour: "8", minute: "" }, { time: true, now: NOW }).value, "2026-02-01T08:00:00+07:00");
});

test("empty is empty, and no fault", () => {
  assert.deepEqual(whenOf(EMPTY, { time: true, now: NOW }), { value: "" });
});

test("what is still to come is refused where it may not be, by Viet Nam's clock", () => {
  assert.equal(read("27/11/2026 20:31", { time: true, past: true }).wrong?.key, "when.future");
  assert.equal(read("27/11/2026 20:30", { time: true, past: true }).value, "2026-11-27T20:30:00+07:00");
  assert.equal(read("27/11/2026", { past: true }).value, "2026-11-27");
  assert.equal(read("28/11/2026", { past: true }).wrong?.key, "when.future");
});

test("a moment of any offset is laid into Viet Nam's boxes", () => {
  assert.deepEqual(boxesOf("2026-11-27T17:05:09Z"), { day: "28", month: "11", year: "2026", hour: "00", minute: "05" });
  assert.deepEqual(boxesOf("2026-11-27"), { day: "27", month: "11", year: "2026", hour: "", minute: "" });
});
