import assert from "node:assert/strict";
import { test } from "node:test";
import "./sentences.mjs";

/** @type {Record<string, string>} */
const kept = {};
const shelf = { getItem: (key) => kept[key] ?? null, setItem: (key, value) => void (kept[key] = value), removeItem: (key) => void delete kept[key] };
Object.assign(globalThis, { sessionStorage: shelf, localStorage: { ...shelf, getItem: () => null } });

const { accept, staffAsk } = await import("../../../web/parts/session.mjs");

const HOUR = 3600;
const token = (name, lasts = HOUR) => `h.${btoa(JSON.stringify({ name, exp: Date.now() / 1000 + lasts }))}.s`;
const json = (body, status = 200, type = "application/json") => new Response(JSON.stringify(body), { status, headers: { "Content-Type": type } });
const refused = () => json({ type: "urn:vungxanh:problem:not-signed-in", code: "not-signed-in", status: 401 }, 401, "application/problem+json");

/** A platform that takes only `good`; what is refused is refused after the milliseconds that its path names. */
function platform(good) {
  const renewals = [];
  globalThis.fetch = async (path, { headers = {}, body } = {}) => {
    if (path === "/config.json") return json({ auth_url: "/auth/", client_id: "c" });
    if (path === "/auth/") {
      renewals.push(JSON.parse(body).AuthFlow);
      return json({ AuthenticationResult: { IdToken: good, AccessToken: "a" } });
    }
    if (headers.Authorization === `Bearer ${good}`) return json({ path });
    await new Promise((done) => setTimeout(done, Number(path.split("/").pop())));
    return refused();
  };
  return renewals;
}

test("calls side by side share one renewal, also one that is refused after it", async () => {
  accept({ IdToken: token("old"), AccessToken: "a", RefreshToken: "r" }, "can-bo");
  const renewals = platform(token("new"));
  const told = await Promise.all(["/a/0", "/b/0", "/c/80"].map((path) => staffAsk(path, { has: "path" })));
  assert.deepEqual(told.map(({ path }) => path), ["/api/a/0", "/api/b/0", "/api/c/80"]);
  assert.deepEqual(renewals, ["REFRESH_TOKEN_AUTH"]);
});

test("calls side by side share the renewal of a token about to end", async () => {
  accept({ IdToken: token("ending", 30), AccessToken: "a", RefreshToken: "r" }, "can-bo");
  const renewals = platform(token("next"));
  await Promise.all(["/a/0", "/b/0"].map((path) => staffAsk(path, { has: "path" })));
  assert.deepEqual(renewals, ["REFRESH_TOKEN_AUTH"]);
});
