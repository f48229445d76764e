/** The interview milestones of a form. */

import { $ } from "./dom.mjs";
import { t } from "./i18n.mjs";
import { milestoneRow } from "./milestone-row.mjs";

/** @typedef {import("./milestone-row.mjs").Milestone} Milestone */

/** The rows of `#milestones`. */
export function milestoneRows() {
  /** @type {ReturnType<typeof milestoneRow>[]} */
  let rows = [];
  let made = 0;
  const number = () => rows.forEach(({ root }, place) => (/** @type {Element} */ (root.querySelector("h3")).textContent = t("cf.nth", { number: place + 1 })));
  const add = () => {
    const id = `m${++made}`;
    const row = milestoneRow(id, () => {
      rows = rows.filter((each) => each.id !== id);
      row.root.remove();
      number();
      $("milestone-add").focus();
    });
    rows.push(row);
    $("milestones").append(row.root);
    row.form();
    number();
    return row;
  };
  $("milestone-add").addEventListener("click", () => $(`${add().id}-kind`).focus());
  return {
    read: () => {
      const all = rows.map((row) => row.read());
      /** @param {string} text @param {number} place */
      const named = (text, place) => `${t("cf.nth", { number: place + 1 })}: ${text}`;
      return {
        milestones: all.map((each) => each.milestone),
        faults: all.flatMap((each, place) => each.faults.map(({ field, text }) => ({ field, text: named(text, place) }))),
      };
    },
    /** @param {Milestone[]} given */
    fill: (given) => {
      rows = [];
      $("milestones").replaceChildren();
      for (const each of given) add().fill(each);
    },
    /** The input of a server's field name, e.g. `milestones[1].people[0].phone`. @param {string} name */
    inputOf: (name) => {
      const found = /^milestones\[(\d+)\](?:\.([a-z_]+))?/.exec(name);
      const row = rows[Number(found?.[1])];
      if (!found || !row) return undefined;
      const nth = /\.people\[(\d+)\]/.exec(name);
      if (nth) return row.people.inputOf(Number(nth[1]));
      const part = { venue_id: "venue", of_person_id: "of" }[found[2] ?? ""] ?? found[2] ?? "kind";
      return document.getElementById(`${row.id}-${part}`) ? `${row.id}-${part}` : `${row.id}-kind`;
    },
  };
}
