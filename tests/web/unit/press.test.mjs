import assert from "node:assert/strict";
import { test } from "node:test";
import { pressing } from "../../../web/staff/desk/press.mjs";

test("until it was answered, pressing again is the same moment", () => {
  const press = pressing();
  assert.equal(press.at("v p", 1000), 1000);
  assert.equal(press.at("v p", 9000), 1000);
  press.done();
  assert.equal(press.at("v p", 12_000), 12_000);
});

test("somebody else, and the same person later, is another visit", () => {
  const press = pressing();
  press.at("v p", 1000);
  assert.equal(press.at("v q", 2000), 2000);
  assert.equal(press.at("v q", 2000 + 600_001), 602_001);
});
