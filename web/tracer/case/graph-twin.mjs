/** The graph as a table: the same homes and places, open or folded, and the same people. */

import { kindName } from "../../parts/evidence.mjs";
import { $, h } from "../../parts/dom.mjs";
import { t } from "../../parts/i18n.mjs";
import { date } from "../../parts/moment.mjs";

/** @typedef {import("./groups.mjs").Group} Group */
/** @typedef {import("./groups.mjs").Person} Person */
/** @typedef {ReturnType<typeof import("./graph-words.mjs").wordsOf>} Words */

/** @param {{groups: Group[], words: Words, pick: (person: string) => void, turn: (group: string) => void}} drawn */
export function drawTwin({ groups, words, pick, turn }) {
  /** @param {Person} person @param {boolean} folded */
  const row = (person, folded) =>
    h("tr", { "data-person": person.id, hidden: folded },
      h("th", { scope: "row" }, h("button", { type: "button", class: "link name", "aria-pressed": "false", onclick: () => pick(person.id) }, words.name(person.id))),
      h("td", {}, h("span", { class: `grade ${person.grade.toLowerCase()}` }, person.grade)),
      h("td", { class: "num" }, date(person.first)),
      h("td", {}, person.from === "f0" ? kindName(person.kind) : t("graph.via", { kind: kindName(person.kind), who: words.name(person.from) })));

  /** @param {Group} group */
  const title = (group) =>
    h("tr", { class: "group" }, h("th", { scope: "rowgroup", colspan: "4" },
      h("button", { type: "button", class: "link name", "data-group": group.id, "aria-expanded": String(!group.folded), onclick: () => turn(group.id) },
        words.group(group)), h("span", { class: "small" }, words.marks(group.people))));

  const table = /** @type {HTMLTableElement} */ ($("twin"));
  for (const body of [...table.tBodies]) body.remove();
  table.append(...groups.map((group) => h("tbody", {}, title(group), ...group.people.map((each) => row(each, group.folded)))));
}

/** @param {string} person nobody where it is empty */
export function pickInTwin(person) {
  for (const row of $("twin").querySelectorAll("tr[data-person]")) {
    const mine = row.getAttribute("data-person") === person;
    row.classList.toggle("picked", mine);
    row.querySelector("button")?.setAttribute("aria-pressed", String(mine));
  }
}
