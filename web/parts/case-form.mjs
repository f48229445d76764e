/** The dates and milestones of a case, for confirming and for amending it. */

import { input } from "./dom.mjs";
import { t } from "./i18n.mjs";
import { instantOf, setInstant } from "./milestone-row.mjs";
import { milestoneRows } from "./milestones.mjs";
import { stamp } from "./moment.mjs";

/** @typedef {import("./milestone-row.mjs").Fault} Fault */
/** @typedef {import("./milestone-row.mjs").Milestone} Milestone */
/** @typedef {{specimen_at: string, confirmed_at: string, onset_at?: string, isolated_at?: string, milestones: Milestone[]}} CaseFacts */

const DATES = ["specimen_at", "confirmed_at", "onset_at", "isolated_at"];

export function caseForm() {
  const rows = milestoneRows();
  /** @param {string} id */
  const at = (id) => input(id).value;

  const dateFaults = () => {
    /** @type {Fault[]} */
    const faults = [];
    const now = stamp(Date.now()).slice(0, 16);
    if (!at("specimen_at")) faults.push({ field: "specimen_at", text: t("cf.no-specimen") });
    if (!at("confirmed_at")) faults.push({ field: "confirmed_at", text: t("cf.no-confirmed") });
    for (const id of DATES) if (at(id) > now) faults.push({ field: id, text: t("cf.future") });
    for (const id of ["specimen_at", "onset_at"])
      if (at(id) && at("confirmed_at") && at(id) > at("confirmed_at")) faults.push({ field: id, text: t("cf.after") });
    return faults;
  };

  return {
    /** @returns {{facts: CaseFacts, faults: Fault[]}} */
    read: () => {
      const { milestones, faults } = rows.read();
      const all = [...dateFaults(), ...faults];
      const dates = all.length ? {} : Object.fromEntries(DATES.filter(at).map((id) => [id, instantOf(input(id))]));
      return { facts: /** @type {CaseFacts} */ ({ ...dates, milestones }), faults: all };
    },
    /** @param {CaseFacts} facts */
    fill: (facts) => {
      for (const id of DATES) setInstant(input(id), /** @type {any} */ (facts)[id]);
      rows.fill(facts.milestones ?? []);
    },
    /** A server's field name to the input it is about. @param {string} name */
    inputOf: (name) => rows.inputOf(name) ?? name,
  };
}

/** When the F0 could infect: from midnight, so many days before onset or specimen, whichever came first. @param {CaseFacts} facts @param {number} days */
export function windowStart(facts, days) {
  const first = Math.min(...[facts.onset_at, facts.specimen_at].filter((each) => each !== undefined).map((each) => Date.parse(each)));
  const start = new Date(first);
  start.setHours(0, 0, 0, 0);
  start.setDate(start.getDate() - days);
  return start.getTime();
}
