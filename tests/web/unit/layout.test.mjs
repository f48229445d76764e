import assert from "node:assert/strict";
import { test } from "node:test";
import "./sentences.mjs";

const { MOST, layout } = await import("../../../web/tracer/case/layout.mjs");

const met = (person_id, level = "F1", changed = {}) => ({
  person_id, level, evidence: [{ kind: "VC", from: "2021-11-20T08:15:00+07:00", to: "2021-11-20T08:47:00+07:00", minutes: 32, via_person_id: "", ...changed }],
});
const at = (plan, id) => plan.nodes.find((node) => node.id === id);

test("F1 stand above F2, days from left to right, and everybody to the right of the F0", () => {
  const plan = layout([met("b", "F2", { kind: "HH", via_person_id: "a" }), met("a"), met("c", "F1", { from: "2021-11-21T08:00:00+07:00" })], 3);
  assert.ok(at(plan, "a").y < at(plan, "b").y);
  assert.ok(at(plan, "f0").x < at(plan, "a").x && at(plan, "a").x < at(plan, "c").x);
  assert.deepEqual(plan.nodes.filter((node) => node.grade === "day").map((node) => node.kind), ["2021-11-20", "2021-11-21"]);
});

test("an F2 hangs on its F1; one whose F1 is not drawn hangs on the F0", () => {
  const plan = layout([met("a"), met("b", "F2", { kind: "HH", via_person_id: "a" }), met("c", "F2", { kind: "HH", via_person_id: "gone" })], 3);
  const from = Object.fromEntries(plan.edges.map((edge) => [edge.target, edge.source]));
  assert.deepEqual(from, { a: "f0", b: "a", c: "f0" });
});

test("the strongest evidence is the line", () => {
  const both = met("a");
  both.evidence.push({ ...both.evidence[0], kind: "HH", from: "2021-11-21T00:00:00+07:00" });
  const plan = layout([both], 1);
  assert.equal(plan.edges[0].kind, "HH");
  assert.equal(at(plan, "a").first, Date.parse("2021-11-20T08:15:00+07:00"));
});

test("the order of the answer does not move anybody", () => {
  const people = Array.from({ length: 40 }, (_, place) => met(`p${String(place).padStart(2, "0")}`, place % 3 ? "F1" : "F2"));
  assert.deepEqual(layout([...people].reverse(), 40), layout(people, 40));
});

test("nobody stands on somebody else", () => {
  const people = Array.from({ length: 250 }, (_, place) => met(`p${place}`, place % 3 ? "F1" : "F2", { from: `2021-11-${18 + (place % 4)}T08:00:00+07:00` }));
  const places = layout(people, 250).nodes.map((node) => `${node.x}/${node.y}`);
  assert.equal(new Set(places).size, places.length);
});

test("at most three hundred are drawn, F1 first; the others are one node", () => {
  const people = Array.from({ length: 350 }, (_, place) => met(`p${place}`, place < 40 ? "F2" : "F1"));
  const plan = layout(people, 5000);
  assert.equal(plan.nodes.filter((node) => node.grade === "F1").length, MOST);
  assert.equal(plan.rest, 4700);
  assert.ok(at(plan, "more"));
});

test("nobody found is an F0 alone", () => {
  const plan = layout([], 0);
  assert.deepEqual(plan.nodes.map((node) => node.id), ["f0"]);
  assert.deepEqual(plan.edges, []);
});
