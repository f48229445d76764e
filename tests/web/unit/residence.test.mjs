import assert from "node:assert/strict";
import { test } from "node:test";
import "./sentences.mjs";
import { normalised, venueFault } from "../../../web/parts/code.mjs";

const { homeOf } = await import("../../../web/parts/home.mjs");
const { recordLine } = await import("../../../web/parts/records.mjs");

test("staff read that nobody has said where somebody lives", () => {
  const unit = { name: "Phường Việt Yên" };
  assert.equal(homeOf({ unit }), "Phường Việt Yên");
  assert.equal(homeOf({ unit, unit_assumed: true }), "Phường Việt Yên – nơi ở chưa xác nhận");
  const record = { person_id: "p", display_name: "Lan", year_of_birth: 1987, unit, phone_verified: false };
  assert.ok(recordLine({ ...record, unit_assumed: true }).includes("nơi ở chưa xác nhận"));
  assert.ok(!recordLine(record).includes("chưa xác nhận nơi"));
});

test("a code is read through the marks that messages bring along", () => {
  for (const typed of ["\u202aMHJY\u20114AA8\u202c", "\ufeffmhjy\u00a04aa8", "ＭＨＪＹ－４ＡＡ８", "mhjy\u200b4aa8"])
    assert.equal(venueFault(typed), null, escape(typed));
  assert.equal(normalised("mhjy–4aa8"), "mhjy4aa8");
});
