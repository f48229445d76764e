import assert from "node:assert/strict";
import { test } from "node:test";
import { Refusal, Unreachable, ask, call } from "../../../web/parts/api.mjs";
import { IMPOSTORS } from "./impostors.mjs";

/** @param {() => any} answer */
function answering(answer) {
  const asked = [];
  globalThis.fetch = async (path, options) => {
    asked.push({ path, ...options });
    return answer();
  };
  return asked;
}

const told = (status, body, headers) => () => new Response(JSON.stringify(body), { status, headers });
const refusal = (code, status = 422, headers = {}) =>
  told(status, { type: `urn:vungxanh:problem:${code}`, code, status }, { "Content-Type": "application/problem+json", ...headers });

for (const [name, answer] of Object.entries(IMPOSTORS))
  test(`${name} is no answer`, async () => {
    answering(answer);
    await assert.rejects(ask("/visits", { body: {}, has: "visit_id" }), Unreachable);
  });

test("what had no time is told from what is no network", async () => {
  for (const [name, busy] of [["a firewall's 403", true], ["a gateway's 502", true], ["a login page with 200", false], ["a redirect to a login page", false]]) {
    answering(IMPOSTORS[name]);
    const error = await ask("/visits", { body: {}, has: "visit_id" }).catch((fault) => fault);
    assert.equal(error.busy, busy, name);
  }
});

test("an answer is of the type, and has the member, that was asked for", async () => {
  answering(told(201, { visit_id: "1-a" }, { "Content-Type": "application/json; charset=utf-8" }));
  assert.deepEqual(await ask("/visits", { body: {}, has: "visit_id" }), { visit_id: "1-a" });
  answering(told(200, {}, { "Content-Type": "application/json" }));
  assert.deepEqual(await ask("/me/device-revocations", { body: {}, has: "" }), {});
  answering(() => new Response("a,b", { headers: { "Content-Type": "text/csv; charset=utf-8", "X-Next-Cursor": "c" } }));
  const file = await call("/cases/1/contact-exports", { gives: "text/csv" });
  assert.deepEqual([await file.text(), file.headers.get("X-Next-Cursor")], ["a,b", "c"]);
  answering(IMPOSTORS["a login page with 200"]);
  await assert.rejects(call("/venues/1/poster", { gives: "application/pdf" }), Unreachable);
});

test("a false member is a member", async () => {
  answering(told(200, { phone_verified: false }, { "Content-Type": "application/json" }));
  assert.deepEqual(await ask("/me", { has: "phone_verified" }), { phone_verified: false });
});

test("a refusal is ours by its type and its code", async () => {
  answering(refusal("visit-too-old"));
  const error = await ask("/visits", { body: {}, has: "visit_id" }).catch((fault) => fault);
  assert.ok(error instanceof Refusal);
  assert.deepEqual([error.code, error.status, error.passing], ["visit-too-old", 422, false]);
});

test("ours that pass say when", async () => {
  for (const status of [408, 425, 429, 500, 503]) {
    answering(refusal("busy", status, { "Retry-After": "90" }));
    const error = await ask("/visits", { body: {}, has: "visit_id" }).catch((fault) => fault);
    assert.deepEqual([error.passing, error.wait], [true, 90_000], String(status));
  }
});

test("nothing is followed elsewhere, the token least of all", async () => {
  const asked = answering(told(200, { person_id: "p" }, { "Content-Type": "application/json" }));
  await ask("/me", { token: "t", has: "person_id" });
  assert.equal(asked[0].redirect, "manual");
});

test("no network is no answer", async () => {
  answering(() => Promise.reject(new TypeError("failed")));
  const error = await ask("/me", { has: "person_id" }).catch((fault) => fault);
  assert.ok(error instanceof Unreachable);
  assert.equal(error.busy, false);
});
