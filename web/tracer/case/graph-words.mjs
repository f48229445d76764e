/** What stands at the marks of the graph: masked names, what was done as a sign that needs no colour, what a box holds. */

import { shown } from "../../parts/code.mjs";
import { kindName } from "../../parts/evidence.mjs";
import { t } from "../../parts/i18n.mjs";
import { count } from "../../parts/num.mjs";
import { venueName } from "../../parts/venue-names.mjs";

/** @typedef {import("../../parts/contact.mjs").Contact} Contact */
/** @typedef {import("./groups.mjs").Group} Group */
/** @typedef {import("./groups.mjs").Person} Person */
/** @typedef {Pick<import("./layout.mjs").Node, "part" | "of" | "w">} Mark */

/** @type {Record<string, string>} */
const MARKS = { to_call: "☎", reached: "✓", quarantined: "⌂", closed: "–" };
const LONGEST = 34; // letters of a place's name on a folded box: two lines
const LETTER = 9.4; // px, bold
const BESIDE = 6; // letters of what stands beside the name

/** @param {string} text @param {number} most */
const short = (text, most) => (text.length > most ? `${text.slice(0, most - 1).trimEnd()}…` : text);

/** @param {string} text */
const begun = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** @param {Map<string, Contact>} rows what the role may see of whom */
export function wordsOf(rows) {
  /** @param {string} person */
  const name = (person) => rows.get(person)?.display_name ?? shown(person).slice(-6);
  /** @param {string} person */
  const mark = (person) => MARKS[rows.get(person)?.status ?? ""] ?? "";

  /** `☎ 8 · ✓ 4`, or `☎8 ✓4` where there is little room. @param {Person[]} people @param {[string, string]} [signs] within and between */
  const marks = (people, [within, between] = [" ", " · "]) =>
    Object.values(MARKS).map((each) => ({ each, many: people.filter((one) => mark(one.id) === each).length })).filter(({ many }) => many)
      .map(({ each, many }) => `${each}${within}${count(many)}`).join(between);

  /** Where everybody in a group met the F0. @param {Group} group */
  const where = (group) => {
    if (group.kind === "lost") return t("graph.lost");
    if (group.kind === "HH") return t("graph.home-f0");
    const place = group.place || (group.venue && (venueName(group.venue) ?? shown(group.venue)));
    if (!place) return begun(kindName(group.kind));
    return group.kind === "VC" ? place : t("graph.kind-at", { kind: begun(kindName(group.kind)), place });
  };
  /** @param {Group} group */
  const group = (group) => t("graph.group", { name: where(group), count: group.people.length });

  /** @param {Group[]} groups @param {number} rest how many are not drawn @returns {(mark: Mark) => string} */
  const labels = (groups, rest) => {
    /** @type {Map<string, Group>} */
    const byId = new Map(groups.map((each) => [each.id, each]));
    const branches = new Map(groups.flatMap((each) => each.branches.map((branch) => [branch.id, branch])));
    return ({ part, of, w = 0 }) => {
      const [box, branch] = [byId.get(of), branches.get(of)];
      const behind = branch ? [...branch.home, ...branch.met] : [];
      if (part === "F0") return "F0";
      if (part === "day") return of.slice(5).split("-").reverse().join("/");
      if (part === "more") return t("graph.more", { count: count(rest) });
      if (part === "title" && box) return `▾ ${short(where(box), w / LETTER - BESIDE)} · ${count(box.people.length)}`;
      if (part === "title" && branch) return `▾ ${t("graph.home", { who: name(branch.head.id) })} · ${count(branch.home.length + 1)}`;
      if (part === "folded" && box) return `▸ ${short(where(box), LONGEST)}\u00a0·\u00a0${count(box.people.length)}\n${marks(box.people)}`.trim();
      if (part === "behind") return `▸ ${t("graph.behind", { count: behind.length })}\n${marks(behind, ["", " "])}`.trim();
      return part === "F1" || part === "F2" ? `${mark(of)} ${name(of)}`.trim() : "";
    };
  };
  return { name, group, labels, marks };
}
