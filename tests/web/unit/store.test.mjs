import assert from "node:assert/strict";
import { test } from "node:test";
import "./sentences.mjs";
import { newId } from "../../../web/parts/ids.mjs";
import { forgetful, steady } from "../../../web/parts/store.mjs";

const { choices } = await import("../../../web/citizen/visits/left-when.mjs");

const MINUTE = 60_000;

/** A store that lasts until `broken` is set, then refuses what it names. */
function fragile() {
  const kept = forgetful();
  const broken = new Set();
  const refusing = (act) => (...given) => {
    if (broken.has(act)) throw new Error("full");
    return kept[act](...given);
  };
  return { broken, store: { ...kept, lasting: true, ...Object.fromEntries(["get", "all", "put", "drop", "change"].map((act) => [act, refusing(act)])) } };
}

test("a store that refuses to write goes on in memory, with what it held, and says so once", async () => {
  const { store, broken } = fragile();
  let told = 0;
  const kept = steady(store, () => told++);
  await kept.put("settings", { name: "identity", device_token: "t" });
  assert.ok(kept.lasting);
  broken.add("put").add("change");
  await Promise.all([kept.put("outbox", { id: "1" }), kept.put("outbox", { id: "2" })]);
  assert.equal(told, 1);
  assert.ok(!kept.lasting);
  assert.equal((await kept.get("settings", "identity")).device_token, "t");
  assert.deepEqual((await kept.all("outbox")).map((each) => each.id), ["1", "2"]);
  assert.equal((await kept.change("outbox", "1", (each) => ({ ...each, state: "sent" }))).state, "sent");
});

test("one that cannot even be read any more goes on empty", async () => {
  const { store, broken } = fragile();
  const kept = steady(store, () => undefined);
  await kept.put("outbox", { id: "1" });
  for (const act of ["get", "all", "put", "drop", "change"]) broken.add(act);
  await kept.put("outbox", { id: "2" });
  assert.deepEqual(await kept.all("outbox"), [{ id: "2" }]);
});

test("what memory gives is a copy, and what it lacks is undefined", async () => {
  const kept = forgetful();
  await kept.put("outbox", { id: "1", body: { at: "x" } });
  (await kept.get("outbox", "1")).body.at = "y";
  assert.equal((await kept.get("outbox", "1")).body.at, "x");
  assert.equal(await kept.get("outbox", "2"), undefined);
});

test("an id is a random UUID, also where the browser makes none", () => {
  const form = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
  assert.match(newId(), form);
  const { randomUUID } = crypto;
  crypto.randomUUID = undefined;
  try {
    const made = Array.from({ length: 200 }, newId);
    for (const each of made) assert.match(each, form);
    assert.equal(new Set(made).size, made.length);
  } finally {
    crypto.randomUUID = randomUUID;
  }
});

test("when somebody left is asked in quarter hours between the arrival and now", () => {
  const from = Date.UTC(2026, 10, 28, 15, 41);
  const told = choices(from, from + 50 * MINUTE);
  assert.deepEqual(told.map((at) => (at - from) / MINUTE), [50, 49, 34, 19, 4, 0]);
  assert.deepEqual(choices(from, from), [from]);
  assert.ok(choices(from, from + 24 * 60 * MINUTE).length < 60);
});
