/** One merge in words: the two records, whether they look alike, who asked, and what may be done now. */

import { h } from "../../parts/dom.mjs";
import { t } from "../../parts/i18n.mjs";
import { moment } from "../../parts/moment.mjs";
import { recordLine } from "../../parts/records.mjs";

/** @typedef {import("../../parts/records.mjs").PersonRecord} PersonRecord */
/**
 * @typedef {object} Merge
 * @property {string} merge_id
 * @property {"waiting" | "joined" | "parted"} state
 * @property {PersonRecord} keep it speaks for both
 * @property {PersonRecord} join
 * @property {boolean} look_alike names but for their marks, and years of birth, agree
 * @property {string} asked_at
 * @property {boolean} asked_by_me
 * @property {string} [joined_at]
 * @property {string} [parted_at]
 * @property {string} [reversible_until] absent: it can no longer be taken back
 * @property {string} [reason]
 */
/** @typedef {{approve: (merge: Merge) => void, undo: (merge: Merge) => void}} Acts */

/** @param {string | undefined} iso */
const when = (iso) => (iso ? moment(Date.parse(iso), Date.now()) : "");

/** @param {string} word @param {PersonRecord} record */
const record = (word, record) =>
  h("div", {}, h("dt", {}, word), h("dd", {}, h("b", {}, record.display_name), h("span", { class: "small" }, recordLine(record))));

/** @param {Merge} merge */
const story = (merge) => [
  t(merge.asked_by_me ? "merge.asked-by-me" : "merge.asked", { when: when(merge.asked_at) }),
  merge.state === "joined" && merge.joined_at && t("merge.joined-at", { when: when(merge.joined_at) }),
  merge.state === "parted" && merge.parted_at && t("merge.parted-at", { when: when(merge.parted_at) }),
  merge.reversible_until && t("merge.until", { when: when(merge.reversible_until) }),
].filter(Boolean).join(" · ");

/** @param {Merge} merge @param {Acts} acts */
function buttons(merge, acts) {
  const name = h("span", { class: "quiet" }, ` ${merge.keep.display_name}`);
  /** @param {string} text @param {string} style @param {(merge: Merge) => void} work */
  const button = (text, style, work) => h("button", { type: "button", class: style, onclick: () => work(merge) }, text, name.cloneNode(true));
  if (merge.state === "joined") return merge.reversible_until ? [button(t("merge.undo"), "button", acts.undo)] : [];
  if (merge.state === "parted") return [];
  if (merge.asked_by_me) return [button(t("merge.withdraw"), "button", acts.undo)];
  return [button(t("merge.approve"), "button main", acts.approve), button(t("merge.refuse"), "button", acts.undo)];
}

/** @param {Merge} merge @param {Acts} acts */
export function mergeRow(merge, acts) {
  const made = buttons(merge, acts);
  return h("li", { class: merge.look_alike ? "card merge" : "card merge differs" },
    h("p", {}, h("span", { class: merge.look_alike ? "badge" : "badge warn" }, t(merge.look_alike ? "merge.alike" : "merge.differs"))),
    h("dl", { class: "both" }, record(t("merge.keep"), merge.keep), record(t("merge.join"), merge.join)),
    merge.reason ? h("p", {}, t("merge.reason", { reason: merge.reason })) : null,
    h("p", { class: "small" }, story(merge)),
    merge.state === "waiting" && merge.asked_by_me && h("p", { class: "small" }, t("merge.own")),
    made.length > 0 && h("div", { class: "actions" }, ...made));
}
