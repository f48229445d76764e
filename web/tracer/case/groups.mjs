/** Who stands with whom in the graph: F1 by where they met the F0, F2 behind the F1 through whom they are. Pure. */

import { day } from "../../parts/moment.mjs";

export const MOST = 300;
const MANY_HERE = 15; // F1 and F2 of one place; more are folded
const MANY_BEHIND = 5; // F2 of one F1

/** @typedef {{person_id: string, level: "F1" | "F2", evidence: import("../../parts/evidence.mjs").Piece[]}} Traced */
/** @typedef {{id: string, grade: "F1" | "F2", kind: string, first: number, from: string, venue: string, place: string}} Person */
/** Somebody and the F2 through them: those of the same home, those met. @typedef {{id: string, head: Person, home: Person[], met: Person[], folded: boolean}} Branch */
/** One home or one visit's place. @typedef {{id: string, kind: string, venue: string, place: string, day: string, branches: Branch[], people: Person[], folded: boolean}} Group */

/** Strongest first. */
const STRENGTH = ["HH", "BC", "IC", "IL", "BG", "VC"];

/** @param {Traced} each @returns {Person} */
function personOf({ person_id, level, evidence }) {
  const piece = [...evidence].sort((a, b) => STRENGTH.indexOf(a.kind) - STRENGTH.indexOf(b.kind))[0];
  return {
    id: person_id, grade: level, kind: piece?.kind ?? "VC", from: piece?.via_person_id || "f0", venue: piece?.venue_id ?? "", place: piece?.venue_name ?? "",
    first: Math.min(...evidence.map((one) => Date.parse(one.from))),
  };
}

/** Whom the graph knows, F1 first, in an order that stays. @param {Traced[]} contacts */
export const peopleOf = (contacts) =>
  contacts.map(personOf)
    .sort((a, b) => a.grade.localeCompare(b.grade) || a.first - b.first || a.id.localeCompare(b.id))
    .slice(0, MOST);

/** Where the F0 met somebody: at home, which is one on all days, or at a place on a day. @param {Person} person @param {boolean} lost */
const groupId = (person, lost) => (lost ? "g-lost" : person.kind === "HH" ? "g-home" : `g-${day(person.first)}-${person.kind}-${person.venue}`);

/**
 * @param {Person[]} people @param {(id: string, many: boolean) => boolean} folded whether a group or a branch is, by whether it has many people
 * @returns {Group[]} by day, the closest first
 */
export function groupsOf(people, folded) {
  const heads = new Set(people.filter((one) => one.grade === "F1").map((one) => one.id));
  /** @type {Map<string, Person[]>} */
  const behind = new Map();
  for (const one of people) if (one.grade === "F2" && heads.has(one.from)) behind.set(one.from, [...(behind.get(one.from) ?? []), one]);
  /** @type {Map<string, Group>} */
  const found = new Map();
  for (const head of people) {
    const lost = !heads.has(head.id);
    if (lost && heads.has(head.from)) continue; // stands behind somebody
    const id = groupId(head, lost);
    const group = found.get(id) ?? { id, kind: lost ? "lost" : head.kind, venue: head.venue, place: head.place, day: day(head.first), branches: [], people: [], folded: false };
    const through = behind.get(head.id) ?? [];
    const branch = { id: `b-${head.id}`, head, home: through.filter((one) => one.kind === "HH"), met: through.filter((one) => one.kind !== "HH") };
    group.branches.push({ ...branch, folded: through.length > 0 && folded(branch.id, through.length > MANY_BEHIND) });
    group.people.push(head, ...branch.home, ...branch.met);
    found.set(id, group);
  }
  const rank = (/** @type {Group} */ group) => [...STRENGTH, "lost"].indexOf(group.kind);
  return [...found.values()]
    .map((group) => ({ ...group, folded: folded(group.id, group.people.length > MANY_HERE) }))
    .sort((a, b) => a.day.localeCompare(b.day) || rank(a) - rank(b) || a.id.localeCompare(b.id));
}
