import assert from "node:assert/strict";
import { test } from "node:test";
import { kindOf } from "../../../web/parts/qr-kinds.mjs";

const TOKEN = "MHJY4AA87ABCDEFGHJKMN";

test("our posters", () => {
  assert.deepEqual(kindOf(`HTTPS://VUNGXANH.EXAMPLE/C#${TOKEN}`), { kind: "venue", code: "mhjy4aa8", sent: TOKEN });
  assert.equal(kindOf(`http://127.0.0.1:8080/c#${TOKEN}`).kind, "venue");
  assert.equal(kindOf("MHJY-4AA8").kind, "venue");
});

test("a poster whose code was altered is damaged, not foreign", () => {
  assert.equal(kindOf("HTTPS://VUNGXANH.EXAMPLE/C#MHJY4AA9").kind, "damaged");
});

test("personal codes, from a phone or a card", () => {
  assert.deepEqual(kindOf("VXP:36J3X7CWHNQW"), { kind: "personal", code: "36j3x7cwhnqw" });
  assert.equal(kindOf("vxp:36j3-x7cw-hnqw").kind, "personal");
  assert.equal(kindOf("VXP:36J3X7CWHNQ0").kind, "damaged");
});

test("citizen identity cards, with or without the old number", () => {
  const card = "001087012345|012345678|Nguyễn Văn An|18011987|Nam|Số 1 Hồng Hà|01022021";
  assert.deepEqual(kindOf(card), { kind: "identity", number: "001087012345", paper: "CCCD" });
  assert.equal(kindOf(card.replace("012345678", "")).kind, "identity");
});

test("the national personal code of 2021, masked or not", () => {
  const code = "001093029317|NGUYEN VAN A|1987-01-18|0|162979388586171100|<1<00<0123232422";
  assert.deepEqual(kindOf(code), { kind: "identity", number: "001093029317", paper: "CCCD" });
  assert.equal(kindOf(code.replace("001093", "******")).kind, "masked");
});

test("health insurance cards", () => {
  assert.equal(kindOf("DN4010123456789|4e67|18/01/1987|1|48|01-001|01/01/2021|-").kind, "identity");
});

test("everything else belongs to others, and no address is ever opened", () => {
  for (const text of ["https://example.vn/pay?x=1", "hello", "a|b|c", "WIFI:S:x;;", "https://example.vn/c"]) assert.equal(kindOf(text).kind, "foreign");
  assert.equal(kindOf("HC1:6BF").kind, "certificate");
});
