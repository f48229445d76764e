/** A person's record in words: which of several it is, and what is known of it. */

import { h } from "./dom.mjs";
import { homeOf } from "./home.mjs";
import { t } from "./i18n.mjs";

/**
 * @typedef {object} PersonRecord
 * @property {string} person_id
 * @property {string} display_name
 * @property {number} year_of_birth
 * @property {{name: string}} unit
 * @property {boolean} [unit_assumed]
 * @property {boolean} phone_verified
 * @property {string} [phone_masked]
 * @property {boolean} [alike] another one found has this name but for its marks, and this year
 * @property {boolean} [has_visits]
 * @property {number} [records] more than one: joined
 */

/** @param {PersonRecord} record */
export const recordLine = (record) =>
  [record.year_of_birth, homeOf(record), record.phone_masked, t(record.phone_verified ? "desk.verified" : "desk.unverified")]
    .filter(Boolean).join(" · ");

/** What tells it from the others, as badges. @param {PersonRecord} record */
export const recordMarks = (record) => [
  record.alike && h("span", { class: "badge warn" }, t("record.alike")),
  record.has_visits !== undefined && h("span", { class: "badge off" }, t(record.has_visits ? "record.visits" : "record.no-visits")),
  (record.records ?? 1) > 1 && h("span", { class: "badge" }, t("record.joined", { count: record.records ?? 1 })),
];

/** The one that should speak for both, unless somebody knows better: a proved phone, then visits. @param {PersonRecord[]} both */
export const speaker = (both) => both.find((each) => each.phone_verified) ?? both.find((each) => each.has_visits) ?? both[0];
