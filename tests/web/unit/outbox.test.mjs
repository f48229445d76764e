import assert from "node:assert/strict";
import { test } from "node:test";
import "./built.mjs";
import { IMPOSTORS } from "./impostors.mjs";
import { Refusal, Unreachable, ask as asked } from "../../../web/parts/api.mjs";
import { drain } from "../../../web/parts/outbox.mjs";
import { forgetful } from "../../../web/parts/store.mjs";
import { arrive, leave } from "../../../web/parts/visits.mjs";
import { reopened } from "../../../web/sw/reopened.mjs";

process.env.TZ = "Asia/Ho_Chi_Minh";

const NOW = Date.UTC(2021, 10, 21, 1, 0, 0);
const VENUE = { code: "mhjy4aa8", sent: "MHJY4AA87ABCDEFGHJKMN" };
const BODY = { full_name: "An", phone: "0912345678", year_of_birth: 1987, registration_id: "r-1" };
const IDENTITY = { name: "identity", device_token: "t-1", registration: BODY };
const UNIT = { scheme: "VN-2025H2", code: "00097" };

/** A server that remembers; `plan` may fail a call first. */
function server() {
  const calls = [];
  const plan = [];
  const ask = async (path, options = {}) => {
    calls.push({ path, body: options.body, token: options.token });
    const fault = plan.shift();
    if (fault) throw fault;
    if (path === "/persons") return { person_id: "p-1", device_token: "t-2", personal_code: "36j3x7cwhnqw" };
    if (path.startsWith("/venues/")) return { code: VENUE.code, unit: { ...UNIT, name: "Phường Hồng Hà" } };
    const at = Date.parse(options.body.at);
    return { visit_id: `${at / 1000}-${VENUE.code}`, venue: { name: "Chợ" }, until: new Date(at + 3_600_000).toISOString(), open: true,
      ...(options.body.leaves && { left: { visit_id: options.body.leaves.visit_id, until: options.body.leaves.at ?? options.body.at } }) };
  };
  return { ask, calls, plan };
}

async function world({ identity = IDENTITY } = {}) {
  const store = forgetful();
  const there = server();
  if (identity) await store.put("settings", identity);
  const clock = { now: NOW };
  return { ...there, store, clock, now: () => clock.now, random: () => 1, age: () => 1500.4, tell: () => undefined };
}

const visitAt = (offset = 0, visits = []) => arrive(VENUE, NOW + offset, visits).visit;
const get = (w, id) => w.store.get("outbox", id);

test("a visit is sent once, with the clock of the moment of sending", async () => {
  const w = await world();
  const visit = visitAt();
  await w.store.put("outbox", visit);
  w.clock.now += 5000;
  await drain(w);
  await drain(w);
  assert.equal(w.calls.length, 1);
  assert.deepEqual(w.calls[0].body, { ...visit.body, client_now: "2021-11-21T08:00:05+07:00", age_ms: 1500 });
  assert.equal(w.calls[0].token, "t-1");
  assert.equal((await get(w, visit.id)).state, "sent");
});

test("no answer: the same bytes again, after a pause that grows", async () => {
  const w = await world();
  w.plan.push(new Unreachable(), new Unreachable());
  const visit = visitAt();
  await w.store.put("outbox", visit);
  await drain(w);
  const first = (await get(w, visit.id)).retry_at - w.clock.now;
  await drain(w);
  assert.equal(w.calls.length, 1, "still pausing");
  w.clock.now += first;
  await drain(w);
  assert.ok((await get(w, visit.id)).retry_at - w.clock.now > first);
  await drain(w, "network");
  assert.equal(w.calls.length, 3);
  assert.deepEqual(new Set(w.calls.map((call) => `${call.body.code} ${call.body.at}`)).size, 1);
  assert.equal((await get(w, visit.id)).state, "sent");
});

test("a busy server decides the pause, and a returning network does not shorten it", async () => {
  const w = await world();
  w.plan.push(new Refusal(429, { code: "busy" }, 90_000));
  const visit = visitAt();
  await w.store.put("outbox", visit);
  await drain(w);
  assert.equal((await get(w, visit.id)).retry_at, NOW + 90_000);
  await drain(w, "network");
  assert.equal(w.calls.length, 1);
  await drain(w, "all");
  assert.equal(w.calls.length, 2);
});

test("a refusal is kept with its reason, and the next one goes on", async () => {
  const w = await world();
  w.plan.push(new Refusal(422, { code: "venue-code-retired", text: { vi: "Mã cũ", en: "Old code" } }));
  const refused = visitAt();
  const next = visitAt(120_000);
  await w.store.put("outbox", refused);
  await w.store.put("outbox", next);
  await drain(w);
  const kept = await get(w, refused.id);
  assert.equal(kept.state, "refused");
  assert.equal(kept.problem.text.vi, "Mã cũ");
  assert.equal((await get(w, next.id)).state, "sent");
});

test("the registration goes first, and its unit may come from the venue", async () => {
  const w = await world({ identity: null });
  await w.store.put("outbox", visitAt());
  await w.store.put("outbox", { id: "r-1", kind: "register", created_at: NOW + 5, body: BODY, unit_of: VENUE.code, state: "waiting", tries: 0 });
  await drain(w);
  assert.deepEqual(w.calls.map((call) => call.path), ["/venues/mhjy4aa8", "/persons", "/visits"]);
  assert.deepEqual(w.calls[1].body, { ...BODY, unit: UNIT, unit_assumed: true });
  assert.equal(w.calls[2].token, "t-2");
  assert.equal((await w.store.get("settings", "identity")).personal_code, "36j3x7cwhnqw");
});

test("a registration's unit is decided once: a retry says the same", async () => {
  const w = await world({ identity: null });
  w.plan.push(null, new Unreachable());
  await w.store.put("outbox", { id: "r-1", kind: "register", created_at: NOW, body: BODY, unit_of: VENUE.code, state: "waiting", tries: 0 });
  await drain(w);
  await drain(w, "network");
  assert.deepEqual(w.calls.map((call) => call.path), ["/venues/mhjy4aa8", "/persons", "/persons"]);
  assert.deepEqual(w.calls[1].body, w.calls[2].body);
});

test("nothing is sent for nobody", async () => {
  const w = await world({ identity: null });
  await w.store.put("outbox", visitAt());
  await drain(w);
  assert.equal(w.calls.length, 0);
});

test("a refused token is renewed once by the registration", async () => {
  const w = await world();
  w.plan.push(new Refusal(401, { code: "token-expired" }));
  await w.store.put("outbox", visitAt());
  await drain(w);
  assert.deepEqual(w.calls.map((call) => [call.path, call.token]), [["/visits", "t-1"], ["/persons", undefined], ["/visits", "t-2"]]);
});

test("a device that was signed out is not signed in by its registration, and says so", async () => {
  const w = await world();
  w.plan.push(new Refusal(401, { code: "token-revoked" }));
  const visit = visitAt();
  await w.store.put("outbox", visit);
  await drain(w);
  assert.deepEqual(w.calls.map((call) => call.path), ["/visits"]);
  assert.equal((await get(w, visit.id)).failure, "identity");
  assert.equal((await w.store.get("settings", "identity")).signed_out, true);
});

test("a token that another page got meanwhile is used", async () => {
  const w = await world();
  const ask = w.ask;
  w.ask = async (path, options) => {
    if (options.token !== "t-1") return ask(path, options);
    await w.store.put("settings", { ...IDENTITY, device_token: "t-3" });
    throw new Refusal(401, { code: "token-revoked" });
  };
  const visit = visitAt();
  await w.store.put("outbox", visit);
  await drain(w);
  assert.deepEqual(w.calls.map((call) => [call.path, call.token]), [["/visits", "t-3"]]);
  assert.equal((await get(w, visit.id)).state, "sent");
  assert.ok(!(await w.store.get("settings", "identity")).signed_out);
});

test("a registration that is refused by now refuses no visit", async () => {
  const w = await world();
  w.plan.push(new Refusal(401, { code: "token-expired" }), new Refusal(422, { code: "invalid" }));
  const visit = visitAt();
  await w.store.put("outbox", visit);
  await drain(w);
  const kept = await get(w, visit.id);
  assert.deepEqual([kept.state, kept.failure], ["waiting", "identity"]);
});

test("a registration of a device that was signed out is refused too, and says so", async () => {
  const w = await world();
  w.plan.push(new Refusal(401, { code: "token-expired" }), new Refusal(401, { code: "token-revoked" }));
  const visit = visitAt();
  await w.store.put("outbox", visit);
  await drain(w);
  const kept = await get(w, visit.id);
  assert.deepEqual([kept.state, kept.failure], ["waiting", "identity"]);
  assert.equal((await w.store.get("settings", "identity")).signed_out, true);
});

test("a device that cannot be renewed waits for its person", async () => {
  const w = await world({ identity: { name: "identity", device_token: "t-1" } });
  w.plan.push(new Refusal(401, { code: "token-invalid" }));
  const visit = visitAt();
  await w.store.put("outbox", visit);
  await drain(w);
  const kept = await get(w, visit.id);
  assert.equal(kept.state, "waiting");
  assert.equal(kept.failure, "identity");
});

test("a leaving travels with the next check-in and is settled by its answer", async () => {
  const w = await world();
  const first = visitAt();
  await w.store.put("outbox", first);
  await drain(w);
  const left = { ...leave(await get(w, first.id), NOW + 600_000), leaving: "kept" };
  const { visit } = arrive({ code: "0wjp7445", sent: "0WJP7445" }, NOW + 1_800_000, [left]);
  await w.store.put("outbox", { ...left, leaving: "carried" });
  await w.store.put("outbox", visit);
  await drain(w);
  assert.equal(w.calls.length, 2);
  assert.equal((await get(w, first.id)).leaving, "sent");
});

test("a refused check-in gives the leaving it carried back", async () => {
  const w = await world();
  const first = visitAt();
  await w.store.put("outbox", first);
  await drain(w);
  const left = leave(await get(w, first.id), NOW + 600_000);
  const { visit } = arrive({ code: "0wjp7445", sent: "0WJP7445" }, NOW + 1_800_000, [left]);
  await w.store.put("outbox", { ...left, leaving: "carried" });
  await w.store.put("outbox", visit);
  w.plan.push(new Refusal(410, { code: "venue-deactivated" }));
  w.clock.now = NOW + 1_800_000;
  await drain(w);
  assert.equal((await get(w, first.id)).leaving, "kept");
  w.clock.now = NOW + 4_300_000;
  await drain(w);
  assert.equal(w.calls.at(-1).path, `/visits/${NOW / 1000}-mhjy4aa8/check-out`);
  assert.equal((await get(w, first.id)).leaving, "sent");
});

test("what was sent is forgotten after 21 days, what waits is not", async () => {
  const w = await world();
  const old = { ...visitAt(), state: "sent", answer: {} };
  const waiting = visitAt(1000);
  await w.store.put("outbox", old);
  await w.store.put("outbox", { ...waiting, retry_at: NOW * 2 });
  w.clock.now += 22 * 24 * 3_600_000;
  await drain(w);
  assert.equal(await get(w, old.id), undefined);
  assert.ok(await get(w, waiting.id));
});

/** A world whose first answers come from something in between. @param {any} w @param {(() => Response)[]} first */
function behind(w, first) {
  const ours = w.ask;
  return {
    ...w,
    ask: async (path, options) => {
      const answer = first.shift();
      if (!answer) return ours(path, options);
      globalThis.fetch = async () => answer();
      return asked(path, options);
    },
  };
}

for (const [name, answer] of Object.entries(IMPOSTORS))
  test(`${name} refuses no visit: it waits and is sent again, once`, async () => {
    const w = behind(await world(), [answer, answer]);
    const visit = visitAt();
    await w.store.put("outbox", visit);
    await drain(w);
    const kept = await get(w, visit.id);
    assert.equal(kept.state, "waiting");
    assert.ok(["server", "network"].includes(kept.failure), kept.failure);
    assert.ok(kept.retry_at > w.clock.now);
    await drain(w, "all");
    await drain(w, "all");
    assert.equal((await get(w, visit.id)).state, "sent");
    assert.equal(w.calls.length, 1);
    assert.equal((await w.store.get("settings", "identity")).signed_out, undefined);
  });

for (const [name, answer] of Object.entries(IMPOSTORS))
  test(`${name} refuses no registration`, async () => {
    const w = behind(await world({ identity: null }), [answer]);
    await w.store.put("outbox", { id: "r-1", kind: "register", created_at: NOW, body: { ...BODY, unit: UNIT }, state: "waiting", tries: 0 });
    await drain(w);
    assert.equal((await get(w, "r-1")).state, "waiting");
    assert.equal(await w.store.get("settings", "identity"), undefined);
    await drain(w, "all");
    assert.equal((await w.store.get("settings", "identity")).device_token, "t-2");
  });

for (const [name, answer] of Object.entries(IMPOSTORS))
  test(`${name} refuses no check-out`, async () => {
    const w = await world();
    const visit = visitAt();
    await w.store.put("outbox", visit);
    await drain(w);
    await w.store.put("outbox", leave(await get(w, visit.id), NOW + 60_000));
    w.clock.now = NOW + 2 * 3_600_000;
    const b = behind(w, [answer]);
    await drain(b);
    assert.equal((await get(w, visit.id)).leaving, "kept");
    w.clock.now += 3_600_000;
    await drain(b);
    assert.equal((await get(w, visit.id)).leaving, "sent");
  });

for (const [name, answer] of Object.entries(IMPOSTORS))
  test(`${name} signs nobody out while a token is renewed`, async () => {
    const w = await world();
    w.plan.push(new Refusal(401, { code: "token-expired" }));
    const b = behind(w, []);
    const ours = b.ask;
    b.ask = (path, options) => {
      globalThis.fetch = async () => answer();
      return path === "/persons" ? asked(path, options) : ours(path, options);
    };
    const visit = visitAt();
    await w.store.put("outbox", visit);
    await drain(b);
    assert.equal((await get(w, visit.id)).state, "waiting");
    assert.ok(!(await w.store.get("settings", "identity")).signed_out);
  });

test("a code that these pages do not know waits, and holds up nothing else", async () => {
  const w = await world();
  w.plan.push(new Refusal(422, { code: "a-later-rule", text: { vi: "Mới", en: "New" } }));
  const odd = visitAt();
  const next = visitAt(120_000);
  await w.store.put("outbox", odd);
  await w.store.put("outbox", next);
  await drain(w);
  const kept = await get(w, odd.id);
  assert.deepEqual([kept.state, kept.failure, kept.problem.text.vi], ["waiting", "unclear", "Mới"]);
  assert.equal((await get(w, next.id)).state, "sent");
  await drain(w);
  assert.equal(w.calls.length, 2, "still pausing");
  w.plan.push(new Refusal(422, { code: "a-later-rule" }));
  await drain(w, "all");
  assert.equal(w.calls.length, 3, "a person's wish is one more try");
  w.clock.now = (await get(w, odd.id)).retry_at;
  await drain(w);
  assert.equal((await get(w, odd.id)).state, "sent");
});

test("ours that speak of how a request came refuse nothing", async () => {
  for (const [status, code] of [[400, "malformed"], [403, "not-allowed"], [404, "not-found"], [413, "too-large"], [415, "wrong-content-type"], [429, "too-many"], [503, "busy"], [500, "fault"]]) {
    const w = await world();
    w.plan.push(new Refusal(status, { code }));
    const visit = visitAt();
    await w.store.put("outbox", visit);
    await drain(w);
    assert.equal((await get(w, visit.id)).state, "waiting", code);
  }
});

test("a number whose registrations are used up waits as long as it is told, not longer when asked", async () => {
  const w = await world({ identity: null });
  w.plan.push(new Refusal(429, { code: "phone-registrations-used", text: { vi: "Đã đủ", en: "Used" } }, 7_200_000));
  await w.store.put("outbox", { id: "r-1", kind: "register", created_at: NOW, body: { ...BODY, unit: UNIT }, state: "waiting", tries: 0 });
  await drain(w);
  const kept = await get(w, "r-1");
  assert.deepEqual([kept.state, kept.retry_at - NOW, kept.problem.code], ["waiting", 7_200_000, "phone-registrations-used"]);
  await drain(w, "network");
  assert.equal(w.calls.length, 1);
  w.clock.now = kept.retry_at;
  await drain(w);
  assert.equal((await w.store.get("settings", "identity")).device_token, "t-2");
});

test("what an earlier version gave up for somebody else's answer waits again", () => {
  const problem = { code: "http-403" };
  assert.deepEqual(reopened({ id: "a", state: "refused", tries: 1, problem }), { id: "a", state: "waiting", tries: 1 });
  assert.deepEqual(reopened({ id: "a", state: "sent", leaving: "refused", problem }), { id: "a", state: "sent", leaving: "kept" });
});
