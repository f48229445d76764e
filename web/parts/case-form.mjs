/** The dates and milestones of a case, for confirming and for amending it. */

import { t } from "./i18n.mjs";
import { milestoneRows } from "./milestones.mjs";
import { day, instantAt } from "./moment.mjs";
import { whenField } from "./when-field.mjs";

/** @typedef {import("./milestone-row.mjs").Fault} Fault */
/** @typedef {import("./milestone-row.mjs").Milestone} Milestone */
/** @typedef {{specimen_at: string, confirmed_at: string, onset_at?: string, isolated_at?: string, milestones: Milestone[]}} CaseFacts */

/** @type {Record<string, string>} what a date is asked for with; the others may stay empty */
const ASKED = { specimen_at: "cf.no-specimen", confirmed_at: "cf.no-confirmed" };
const DATES = [...Object.keys(ASKED), "onset_at", "isolated_at"];

export function caseForm() {
  const rows = milestoneRows();
  const dates = Object.fromEntries(DATES.map((id) => [id, whenField(id, { time: true, past: true, optional: !ASKED[id] })]));
  const given = () => Object.fromEntries(Object.entries(dates).map(([id, field]) => [id, field.read()]));

  /** @param {ReturnType<typeof given>} read @returns {Fault[]} */
  const dateFaults = (read) =>
    Object.entries(read).flatMap(([id, { value, faults }]) => {
      if (faults.length) return faults;
      if (!value) return ASKED[id] ? [{ field: id, text: t(ASKED[id]) }] : [];
      const late = ["specimen_at", "onset_at"].includes(id) && Date.parse(value) > Date.parse(read.confirmed_at?.value ?? "");
      return late ? [{ field: id, text: t("cf.after") }] : [];
    });

  return {
    /** @returns {{facts: CaseFacts, faults: Fault[]}} */
    read: () => {
      const { milestones, faults } = rows.read();
      const read = given();
      const told = Object.fromEntries(Object.entries(read).flatMap(([id, { value }]) => (value ? [[id, value]] : [])));
      return { facts: /** @type {CaseFacts} */ ({ ...told, milestones }), faults: [...dateFaults(read), ...faults] };
    },
    /** @param {Partial<CaseFacts>} facts */
    fill: (facts) => {
      for (const id of DATES) dates[id]?.set(/** @type {any} */ (facts)[id]);
      rows.fill(facts.milestones ?? []);
    },
    /** A server's field name to the input it is about. @param {string} name */
    inputOf: (name) => rows.inputOf(name) ?? name,
  };
}

/** As it is sent: people by id or number alone, without the names that are shown. @param {Milestone[]} milestones @returns {Milestone[]} */
export const unnamed = (milestones) =>
  milestones.map(({ people, ...rest }) => ({ ...rest, ...(people && { people: people.map(({ person_id, phone }) => (person_id ? { person_id } : { phone })) }) }));

/** When the F0 could infect: from midnight, so many days before onset or specimen, whichever came first. @param {CaseFacts} facts @param {number} days */
export function windowStart(facts, days) {
  const first = Math.min(...[facts.onset_at, facts.specimen_at].filter((each) => each !== undefined).map((each) => Date.parse(each)));
  return instantAt(day(first, -days));
}
