/** Where everybody stands in the graph: left to right by day of first exposure, F1 above F2, in an order that stays. Pure. */

import { day } from "../../parts/moment.mjs";

export const MOST = 300;
const HEIGHTS = [6, 8, 10, 12, 15, 18, 22, 26]; // rows of a lane: the first that keeps the whole from growing too wide
const FLAT = 1.7;
const WIDE = 126;
const HIGH = 60;
const GAP = 60; // between days, and between the lane of F1 and that of F2

/** @typedef {{person_id: string, level: "F1" | "F2", evidence: import("../../parts/evidence.mjs").Piece[]}} Traced */
/** @typedef {{id: string, grade: "F0" | "F1" | "F2" | "more" | "day", x: number, y: number, kind: string, first: number, from: string}} Node */

/** Strongest first. */
const STRENGTH = ["HH", "BC", "IC", "IL", "BG", "VC"];
/** @param {Traced} each */
const strongest = (each) => [...each.evidence].sort((a, b) => STRENGTH.indexOf(a.kind) - STRENGTH.indexOf(b.kind))[0];
/** @param {Traced} each */
const first = (each) => Math.min(...each.evidence.map((piece) => Date.parse(piece.from)));

/**
 * @param {Traced[]} contacts @param {number} total how many there are, drawn or not
 * @returns {{nodes: Node[], edges: {id: string, source: string, target: string, kind: string}[], rest: number}}
 */
export function layout(contacts, total) {
  const ordered = contacts
    .map((each) => ({ each, first: first(each), kind: strongest(each)?.kind ?? "VC", from: strongest(each)?.via_person_id || "f0" }))
    .sort((a, b) => a.each.level.localeCompare(b.each.level) || a.first - b.first || a.each.person_id.localeCompare(b.each.person_id));
  const shown = ordered.slice(0, MOST);
  const days = [...new Set(shown.map((one) => day(one.first)))].sort();
  /** @param {string} date @param {string} grade */
  const of = (date, grade) => shown.filter((one) => one.each.level === grade && day(one.first) === date);
  const lanesOf = days.map((date) => [of(date, "F1"), of(date, "F2")]);
  /** @param {number} rows */
  const wide = (rows) => lanesOf.reduce((sum, lanes) => sum + GAP + WIDE * Math.max(...lanes.map((lane) => Math.ceil(lane.length / rows))), WIDE);
  /** @param {number} rows */
  const high = (rows) => HIGH * [0, 1].reduce((sum, lane) => sum + Math.min(rows, Math.max(0, ...lanesOf.map((lanes) => lanes[lane]?.length ?? 0))), 1) + GAP;
  const rows = HEIGHTS.find((each) => wide(each) / high(each) <= FLAT) ?? 26;
  const tallest = Math.min(rows, Math.max(1, ...lanesOf.map(([upper]) => upper?.length ?? 0)));
  const lower = tallest * HIGH + GAP;
  /** @type {Node[]} */
  const nodes = [{ id: "f0", grade: "F0", x: 0, y: ((tallest - 1) * HIGH) / 2, kind: "", first: NaN, from: "" }];
  let left = WIDE + GAP;
  for (const [place, date] of days.entries()) {
    const lanes = lanesOf[place] ?? [];
    const columns = Math.max(...lanes.map((lane) => Math.ceil(lane.length / rows)));
    lanes.forEach((lane, below) =>
      lane.forEach((one, nth) =>
        nodes.push({
          id: one.each.person_id, grade: one.each.level, kind: one.kind, first: one.first, from: one.from,
          x: left + Math.floor(nth / rows) * WIDE, y: (below ? lower : 0) + (nth % rows) * HIGH,
        })));
    nodes.push({ id: `day-${date}`, grade: "day", x: left + ((columns - 1) * WIDE) / 2, y: -HIGH, kind: date, first: NaN, from: "" });
    left += columns * WIDE + GAP;
  }
  const rest = Math.max(0, total - shown.length);
  if (rest) nodes.push({ id: "more", grade: "more", x: left, y: ((tallest - 1) * HIGH) / 2, kind: "", first: NaN, from: "f0" });
  const known = new Set(nodes.map((node) => node.id));
  const edges = nodes
    .filter((node) => node.from)
    .map((node) => ({ id: `to-${node.id}`, source: known.has(node.from) ? node.from : "f0", target: node.id, kind: node.kind || "more" }));
  return { nodes, edges, rest };
}
