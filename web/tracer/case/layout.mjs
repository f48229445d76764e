/** Where everybody stands in the graph: days from left to right, in each day a box for each home and place, in it each F1 with the F2 at hand. Pure. */

import { groupsOf, peopleOf } from "./groups.mjs";

const HEIGHTS = [6, 8, 10, 12, 15, 18, 22, 26, 32, 40]; // rows of people: the first that keeps the whole from growing too wide
const FLAT = 1.7;
const WIDE = 126;
const HIGH = 60;
const MIDDLE = 18; // of a person's mark, below the upper edge of their place; the name stands under it
const TITLE = 28; // of a box
const PAD = 10;
const GAP = 26; // between boxes
const DAY_GAP = 60;
const AT_MOST = 8; // F2 of an F1 in one column
const FOLDED = { w: 210, h: 76 };
const LEAST = 2 * WIDE; // of a box: its title is a place's name

/** @typedef {import("./groups.mjs").Branch} Branch */
/** @typedef {import("./groups.mjs").Group} Group */
/** @typedef {import("./groups.mjs").Person} Person */
/** @typedef {"F0" | "F1" | "F2" | "more" | "day" | "box" | "home" | "title" | "folded" | "behind"} Part */
/** `of`: the group, branch or person that a mark stands for, by its id. @typedef {{id: string, part: Part, x: number, y: number, w?: number, h?: number, of: string}} Node */
/** @typedef {{id: string, source: string, target: string, kind: string}} Edge */
/** A piece of the drawing, from its upper left corner. @typedef {{w: number, h: number, nodes: Node[], edges: Edge[]}} Piece */

/** @param {Piece} piece @param {number} x @param {number} y @returns {Piece} */
const moved = (piece, x, y) => ({ ...piece, nodes: piece.nodes.map((node) => ({ ...node, x: node.x + x, y: node.y + y })) });

/** Below each other; where that grows too high, a column further. @param {Piece[]} pieces @param {number} high @param {number} gap @returns {Piece} */
function packed(pieces, high, gap) {
  let [x, y, wide, w, h] = [0, 0, 0, 0, 0];
  const placed = pieces.map((piece) => {
    if (y > 0 && y + piece.h > high) [x, y, wide] = [x + wide + gap, 0, 0];
    const here = moved(piece, x, y);
    [y, wide] = [y + piece.h + gap, Math.max(wide, piece.w)];
    [w, h] = [Math.max(w, x + wide), Math.max(h, y - gap)];
    return here;
  });
  return { w, h, nodes: placed.flatMap((piece) => piece.nodes), edges: placed.flatMap((piece) => piece.edges) };
}

/** @param {Person} person @param {number} column @param {number} row @returns {Node} */
const mark = (person, column, row) => ({ id: person.id, part: person.grade, of: person.id, x: (column + 0.5) * WIDE, y: row * HIGH + MIDDLE });
/** @param {Person[]} people @param {number} column @returns {Piece} */
function lane(people, column) {
  const nodes = people.map((one, nth) => mark(one, column + Math.floor(nth / AT_MOST), nth % AT_MOST));
  const edges = people.map((one) => ({ id: `to-${one.id}`, source: one.from, target: one.id, kind: one.kind }));
  return { w: Math.ceil(people.length / AT_MOST) * WIDE, h: Math.min(people.length, AT_MOST) * HIGH, nodes, edges };
}

/** A frame around a piece, with its title above. @param {Piece} inside @param {{id: string, part: "box" | "home"}} frame @returns {Piece} */
function framed(inside, { id, part }) {
  const [w, h] = [Math.max(LEAST, inside.w) + 2 * PAD, inside.h + TITLE + PAD];
  const { nodes, edges } = moved(inside, (w - inside.w) / 2, TITLE);
  const frame = [{ id, part, of: id, x: w / 2, y: h / 2, w, h }, { id: `t-${id}`, part: /** @type {Part} */ ("title"), of: id, x: w / 2, y: TITLE / 2, w: w - 4, h: TITLE - 4 }];
  return { w, h, nodes: [...frame, ...nodes], edges };
}

/** Somebody with F2, to the right those who became F2 through them: of one home in a box with them, others below. @param {Branch} branch @returns {Piece} */
function branchPiece({ id, head, home, met, folded }) {
  if (folded) {
    const chip = { id, part: /** @type {Part} */ ("behind"), of: id, x: 1.5 * WIDE, y: HIGH / 2 - 6 };
    return { w: 2 * WIDE, h: HIGH, nodes: [mark(head, 0, 0), chip], edges: [{ id: `to-${id}`, source: head.id, target: id, kind: (home[0] ?? met[0])?.kind ?? "" }] };
  }
  const near = lane(home.length ? home : met, 1);
  const first = { w: WIDE + near.w, h: near.h, nodes: [mark(head, 0, (near.h / HIGH - 1) / 2), ...near.nodes], edges: near.edges };
  if (!home.length) return first;
  const house = framed(first, { id, part: "home" });
  const other = moved(lane(met, 1), PAD, house.h + PAD);
  if (!met.length) return house;
  return { w: Math.max(house.w, WIDE + other.w + PAD), h: house.h + PAD + other.h, nodes: [...house.nodes, ...other.nodes], edges: [...house.edges, ...other.edges] };
}

/** Those without an F2, two and two. @param {Person[]} people @returns {Piece[]} */
const pairs = (people) =>
  people.flatMap((one, nth) => (nth % 2 ? [] : [{ w: Math.min(2, people.length - nth) * WIDE, h: HIGH, nodes: people.slice(nth, nth + 2).map((each, place) => mark(each, place, 0)), edges: [] }]));

/** @param {Group} group @param {number} high @returns {Piece} */
function groupPiece(group, high) {
  const edge = { id: `to-${group.id}`, source: "f0", target: group.id, kind: group.kind };
  if (group.folded) return { ...FOLDED, nodes: [{ id: group.id, part: "folded", of: group.id, x: FOLDED.w / 2, y: FOLDED.h / 2, ...FOLDED }], edges: [edge] };
  const leading = group.branches.filter((branch) => branch.home.length + branch.met.length > 0);
  const alone = group.branches.filter((branch) => !leading.includes(branch)).map((branch) => branch.head);
  const box = framed(packed([...leading.map(branchPiece), ...pairs(alone)], high, PAD), { id: group.id, part: "box" });
  return { ...box, edges: [...box.edges, edge] };
}

/** @param {Group[]} groups @param {number} high @returns {Piece} days side by side */
function timeline(groups, high) {
  /** @type {Piece} */
  const whole = { w: WIDE + DAY_GAP, h: 0, nodes: [], edges: [] };
  for (const date of [...new Set(groups.map((group) => group.day))]) {
    const inside = packed(groups.filter((group) => group.day === date).map((group) => groupPiece(group, high)), high, GAP);
    whole.nodes.push({ id: `day-${date}`, part: "day", of: date, x: whole.w + inside.w / 2, y: -GAP }, ...moved(inside, whole.w, 0).nodes);
    whole.edges.push(...inside.edges);
    [whole.w, whole.h] = [whole.w + inside.w + DAY_GAP, Math.max(whole.h, inside.h)];
  }
  return whole;
}

/**
 * @param {import("./groups.mjs").Traced[]} contacts @param {number} total how many there are, drawn or not
 * @param {(id: string, many: boolean) => boolean} [folded] whether a group or branch is, by whether it has many people
 * @returns {{nodes: Node[], edges: Edge[], groups: Group[], people: Person[], rest: number}} people: all that the groups hold, drawn or folded
 */
export function layout(contacts, total, folded = (_, many) => many) {
  const people = peopleOf(contacts);
  const groups = groupsOf(people, folded);
  let whole = timeline(groups, 0);
  for (const rows of HEIGHTS) {
    whole = timeline(groups, rows * HIGH);
    if (whole.w / (whole.h + TITLE) <= FLAT) break;
  }
  /** @type {Node[]} */
  const nodes = [{ id: "f0", part: "F0", of: "f0", x: 0, y: whole.h / 2 }, ...whole.nodes];
  const rest = Math.max(0, total - people.length);
  const edges = [...whole.edges];
  if (rest) {
    nodes.push({ id: "more", part: "more", of: "more", x: whole.w, y: whole.h / 2 });
    edges.push({ id: "to-more", source: "f0", target: "more", kind: "more" });
  }
  return { nodes, edges, groups, people: groups.flatMap((group) => group.people), rest };
}
