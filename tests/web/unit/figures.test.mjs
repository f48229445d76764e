import assert from "node:assert/strict";
import { test } from "node:test";
import { byCategory, totals } from "../../../web/staff/statistics/figures.mjs";

const DAYS = Array.from({ length: 8 }, (_, place) => ({
  date: `2021-11-${14 + place}`, check_ins: 100 + place * 10, venues_created: place, check_ins_by_category: { market: 60, food: 40 + place * 10 },
  venues_created_by_category: place ? { lodging: place } : {},
}));

test("sums, mean and the same day last week", () => {
  assert.deepEqual(totals(DAYS, "2021-11-22"), { check_ins: 1080, venues_created: 28, mean: 135, last: 170, lastVenues: 7, running: false, week: 0.7 });
  assert.equal(totals(DAYS.slice(1), "2021-11-22").week, null);
  assert.equal(totals([], "2021-11-22").mean, null);
});

test("a day that is still running is neither averaged nor compared", () => {
  const now = totals(DAYS, "2021-11-21");
  assert.deepEqual([now.running, now.week, now.last, now.check_ins, now.mean], [true, null, 170, 1080, 130]);
  assert.equal(totals(DAYS.slice(-1), "2021-11-21").mean, null);
});

test("categories, busiest first; one with new venues alone is there too", () => {
  assert.deepEqual(byCategory(DAYS).map((each) => each.category), ["food", "market", "lodging"]);
  assert.equal(byCategory(DAYS).find((each) => each.category === "lodging").venues_created, 28);
});
