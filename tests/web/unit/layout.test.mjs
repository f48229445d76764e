import assert from "node:assert/strict";
import { test } from "node:test";
import "./sentences.mjs";

const { MOST } = await import("../../../web/tracer/case/groups.mjs");
const { layout } = await import("../../../web/tracer/case/layout.mjs");

const met = (person_id, level = "F1", changed = {}) => ({
  person_id, level, evidence: [{ kind: "VC", venue_id: "market", from: "2021-11-20T08:15:00+07:00", to: "2021-11-20T08:47:00+07:00", minutes: 32, via_person_id: "", ...changed }],
});
const through = (person_id, via_person_id, kind = "HH") => met(person_id, "F2", { kind, venue_id: "", via_person_id });
const at = (plan, id) => plan.nodes.find((node) => node.id === id);
const open = () => false;
const everybody = (plan) => plan.nodes.filter((node) => node.part === "F1" || node.part === "F2");
const inside = (box, node) => Math.abs(node.x - box.x) < box.w / 2 && Math.abs(node.y - box.y) < box.h / 2;
const apart = (one, other) => Math.abs(one.x - other.x) >= (one.w + other.w) / 2 || Math.abs(one.y - other.y) >= (one.h + other.h) / 2;

/** A case as they are: 40 F1 of five places and a home on four days, three F2 each, in the order in which they come out. */
function outbreak() {
  const people = [];
  for (let place = 0; place < 40; place++) {
    const id = `p${String((place * 17) % 40).padStart(2, "0")}`;
    people.push(place < 3 ? met(id, "F1", { kind: "HH", venue_id: "" }) : met(id, "F1", { venue_id: `v${place % 5}`, from: `2021-11-${18 + (place % 4)}T08:00:00+07:00` }));
    for (let nth = 0; nth < 3; nth++) people.push(through(`q${String((place * 53 + nth * 29) % 120).padStart(3, "0")}-${place}`, id, nth < 2 ? "HH" : "IC"));
  }
  return people;
}

/** As the graph stood before it had groups: F1 above F2, each in the order of day and id, ten rows a lane. */
function lanes(people) {
  const order = (level) => people.filter((each) => each.level === level).sort((a, b) => a.evidence[0].from.localeCompare(b.evidence[0].from) || a.person_id.localeCompare(b.person_id));
  const place = (list, top) => list.map((each, nth) => ({ id: each.person_id, x: Math.floor(nth / 10) * 126, y: top + (nth % 10) * 60 }));
  const nodes = [...place(order("F1"), 0), ...place(order("F2"), 660)];
  return { nodes, edges: people.filter((each) => each.level === "F2").map((each) => ({ source: each.evidence[0].via_person_id, target: each.person_id })) };
}

/** How often two lines between people cross each other. */
function crossings({ nodes, edges }) {
  const where = new Map(nodes.map((node) => [node.id, node]));
  const lines = edges.filter((edge) => edge.source !== "f0").map((edge) => ({ ...edge, a: where.get(edge.source), b: where.get(edge.target) }));
  const side = (p, q, r) => Math.sign((q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x));
  let count = 0;
  lines.forEach((one, nth) => {
    for (const other of lines.slice(nth + 1)) {
      if (one.source === other.source) continue;
      if (side(one.a, one.b, other.a) * side(one.a, one.b, other.b) < 0 && side(other.a, other.b, one.a) * side(other.a, other.b, one.b) < 0) count++;
    }
  });
  return count;
}

test("days stand from left to right, and everybody to the right of the F0", () => {
  const plan = layout([through("b", "a"), met("a"), met("c", "F1", { from: "2021-11-21T08:00:00+07:00" })], 3);
  assert.ok(at(plan, "f0").x < at(plan, "a").x && at(plan, "a").x < at(plan, "c").x);
  assert.deepEqual(plan.nodes.filter((node) => node.part === "day").map((node) => node.of), ["2021-11-20", "2021-11-21"]);
});

test("people of one place on one day share a box; the home of the F0 is one on all days", () => {
  const plan = layout([
    met("a"), met("b"), met("c", "F1", { venue_id: "school" }), met("d", "F1", { from: "2021-11-21T08:00:00+07:00" }),
    met("h", "F1", { kind: "HH", venue_id: "" }), met("i", "F1", { kind: "HH", venue_id: "", from: "2021-11-22T08:00:00+07:00" }),
  ], 6);
  assert.deepEqual(plan.groups.map((group) => group.people.map((each) => each.id)), [["h", "i"], ["a", "b"], ["c"], ["d"]]);
  for (const group of plan.groups) for (const each of everybody(plan)) assert.equal(inside(at(plan, group.id), each), group.people.some((one) => one.id === each.id));
});

test("no box lies over another, and a home lies in the box of its place", () => {
  const plan = layout(outbreak(), 160, open);
  const [boxes, homes] = ["box", "home"].map((part) => plan.nodes.filter((node) => node.part === part));
  assert.ok(boxes.length > 5 && homes.length === 40);
  for (const list of [boxes, homes]) list.forEach((one, nth) => list.slice(nth + 1).forEach((other) => assert.ok(apart(one, other), `${one.id} over ${other.id}`)));
  for (const home of homes) assert.equal(boxes.filter((box) => inside(box, home)).length, 1);
});

test("a home holds the F1 and the F2 who live there, not those met elsewhere", () => {
  const plan = layout([met("a"), through("b", "a"), through("c", "a", "IC"), met("d")], 4);
  const home = at(plan, "b-a");
  assert.deepEqual(everybody(plan).filter((each) => inside(home, each)).map((each) => each.id), ["a", "b"]);
});

test("lines to F2 are short and cross nothing, where the lanes of before crossed by the hundred", () => {
  const people = outbreak();
  const plan = layout(people, 160, open);
  assert.ok(crossings(lanes(people)) > 500, String(crossings(lanes(people))));
  assert.equal(crossings(plan), 0);
  const heads = Object.fromEntries(people.filter((each) => each.level === "F2").map((each) => [each.person_id, each.evidence[0].via_person_id]));
  for (const [id, head] of Object.entries(heads)) {
    const [f1, f2] = [at(plan, head), at(plan, id)];
    assert.ok(f2.x > f1.x && f2.x - f1.x <= 130, `${id} stands at the right hand of ${head}`);
    const between = everybody(plan).filter((each) => each.id !== head && heads[each.id] !== head && each.x >= f1.x && each.x <= f2.x && (each.y - f1.y) * (each.y - f2.y) < 0);
    assert.deepEqual(between, [], `${id} is no stranger's neighbour`);
  }
});

test("an F2 whose F1 is not drawn stands apart", () => {
  const plan = layout([met("a"), through("b", "a"), through("c", "gone")], 3);
  const from = Object.fromEntries(plan.edges.map((edge) => [edge.target, edge.source]));
  assert.deepEqual([from.b, from["g-lost"]], ["a", "f0"]);
  assert.ok(inside(at(plan, "g-lost"), at(plan, "c")));
});

test("a place of many people is folded, and so are many behind one F1, until somebody opens them", () => {
  const crowd = Array.from({ length: 16 }, (_, place) => met(`p${place}`));
  const family = [met("a", "F1", { venue_id: "school" }), ...Array.from({ length: 6 }, (_, place) => through(`f${place}`, "a"))];
  const plan = layout([...crowd, ...family], 23);
  assert.deepEqual(everybody(plan).map((each) => each.id), ["a"]);
  assert.equal(plan.nodes.filter((node) => node.part === "folded").length, 1);
  assert.equal(at(plan, "b-a").part, "behind");
  assert.equal(plan.people.length, 23);
  const opened = layout([...crowd, ...family], 23, (id, many) => many && id === "b-a");
  assert.equal(everybody(opened).length, 17);
  const closed = layout(family, 7, () => true);
  assert.deepEqual(everybody(closed), []);
});

test("the strongest evidence is where somebody belongs, and the earliest is their day", () => {
  const both = met("a");
  both.evidence.push({ ...both.evidence[0], kind: "HH", from: "2021-11-21T00:00:00+07:00" });
  const plan = layout([both], 1);
  assert.equal(plan.edges[0].kind, "HH");
  assert.equal(plan.people[0].first, Date.parse("2021-11-20T08:15:00+07:00"));
});

test("the order of the answer does not move anybody", () => {
  const people = outbreak();
  assert.deepEqual(layout([...people].reverse(), 160, open), layout(people, 160, open));
});

test("nobody stands on somebody else", () => {
  const people = Array.from({ length: 250 }, (_, place) => met(`p${place}`, place % 3 ? "F1" : "F2", { from: `2021-11-${18 + (place % 4)}T08:00:00+07:00` }));
  const places = everybody(layout(people, 250, open)).map((node) => `${node.x}/${node.y}`);
  assert.equal(places.length, 250);
  assert.equal(new Set(places).size, 250);
});

test("at most three hundred are known, F1 first; the others are one node", () => {
  const people = Array.from({ length: 350 }, (_, place) => met(`p${place}`, place < 40 ? "F2" : "F1"));
  const plan = layout(people, 5000, open);
  assert.equal(everybody(plan).filter((node) => node.part === "F1").length, MOST);
  assert.equal(plan.rest, 4700);
  assert.ok(at(plan, "more"));
});

test("nobody found is an F0 alone", () => {
  const plan = layout([], 0);
  assert.deepEqual(plan.nodes.map((node) => node.id), ["f0"]);
  assert.deepEqual(plan.edges, []);
});
