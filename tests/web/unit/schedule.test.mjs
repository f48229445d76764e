/** Schedules as an operator reads them. */

import assert from "node:assert/strict";
import { test } from "node:test";

import "./sentences.mjs";

const { spoken } = await import("../../../web/staff/stage/schedule.mjs");

for (const [written, said] of [
  ["rate(5 minutes)", "mỗi 5 phút"],
  ["rate(1 hour)", "mỗi 1 giờ"],
  ["rate(2 days)", "mỗi 2 ngày"],
  ["cron(30 17 * * ? *)", "hằng ngày lúc 00:30"],
  ["cron(5 1 * * ? *)", "hằng ngày lúc 08:05"],
  ["cron(0 8 ? * FRI *)", "cron(0 8 ? * FRI *)"],
]) {
  test(`${written} is ${said}`, () => assert.equal(spoken(written), said));
}
