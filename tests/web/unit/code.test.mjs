import assert from "node:assert/strict";
import { test } from "node:test";
import { damm, normalised, personalFault, readVenue, shown, venueFault } from "../../../web/parts/code.mjs";

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
const TOKEN = "MHJY4AA87ABCDEFGHJKMN";

test("the published examples of another system agree with our check", () => {
  for (const valid of ["f3dzcfdt", "8vb7xehg"]) assert.equal(damm(valid, 0), 0);
  for (const invalid of ["f3dzcfdx", "8vb7xehb"]) assert.notEqual(damm(invalid, 0), 0);
});

test("a code may be typed in any spelling", () => {
  for (const typed of ["MHJY-4AA8", "mhjy 4aa8", "mhjy4aa8", " M H J Y 4 A A 8 "]) assert.equal(venueFault(typed), null);
  assert.equal(normalised("OIL"), "011");
});

test("every single wrong symbol is caught", () => {
  for (let place = 0; place < 8; place += 1)
    for (const symbol of ALPHABET) {
      const wrong = `${"mhjy4aa8".slice(0, place)}${symbol}${"mhjy4aa8".slice(place + 1)}`;
      if (wrong !== "mhjy4aa8") assert.equal(venueFault(wrong)?.rule, "check", wrong);
    }
});

test("every swap of neighbours is caught", () => {
  for (let place = 0; place < 7; place += 1) {
    const letters = [..."mhjy4aa8"];
    [letters[place], letters[place + 1]] = [letters[place + 1], letters[place]];
    if (letters.join("") !== "mhjy4aa8") assert.equal(venueFault(letters.join(""))?.rule, "check");
  }
});

test("a fault says what is wrong", () => {
  assert.equal(venueFault("")?.rule, "empty");
  assert.deepEqual(venueFault("MHJY-4A"), { rule: "length", count: 6 });
  assert.deepEqual(venueFault("MHJU-4AA8"), { rule: "symbols", symbol: "U" });
  assert.equal(venueFault("36J3-X7CW-HNQW")?.rule, "length");
});

test("a code of one kind never passes as another", () => {
  assert.equal(personalFault("36J3-X7CW-HNQW"), null);
  assert.notEqual(damm("36j3x7cwhnqw", 1), 0);
  assert.notEqual(damm("mhjy4aa8", 2), 0);
});

test("a QR token is split into the code and what the server is told", () => {
  assert.deepEqual(readVenue(TOKEN), { code: "mhjy4aa8", sent: TOKEN });
  assert.deepEqual(readVenue("mhjy-4aa8"), { code: "mhjy4aa8", sent: "MHJY4AA8" });
});

test("a damaged token is refused here already", () => {
  for (const text of ["", "MHJY4AA9", TOKEN.slice(0, -1), `${TOKEN}0`, TOKEN.replace("8", "9"), "https://x.vn/c#"]) assert.equal(readVenue(text), null);
});

test("codes are shown in fours, however they are written", () => {
  assert.equal(shown("36j3x7cwhnqw"), "36J3-X7CW-HNQW");
  assert.equal(shown("MHJY-4AA8"), "MHJY-4AA8");
});
