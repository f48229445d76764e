/** The people a look-up found: what tells them apart, which look alike, and what may be done with their records. */

import { $, h, say, show } from "../../parts/dom.mjs";
import { t } from "../../parts/i18n.mjs";
import { recordLine, recordMarks } from "../../parts/records.mjs";
import { may } from "../../parts/roles.mjs";

/** @typedef {import("../../parts/records.mjs").PersonRecord} PersonRecord */

const PAIR = 2;

/** Outside one's unit a name is cut to initials, and the record is not one's own to correct. @param {PersonRecord} person */
const isCut = (person) => /^\p{L}\. /u.test(person.display_name);

/**
 * @param {{record: (person: PersonRecord) => void, correct: (person: PersonRecord) => void, join: (both: PersonRecord[]) => void}} page
 */
export function wireFound({ record, correct, join }) {
  /** @type {PersonRecord[]} */
  let people = [];
  /** Ids of those chosen as one human, in the order of choosing. @type {string[]} */
  let chosen = [];
  /** @param {string} id */
  const named = (id) => people.filter((each) => each.person_id === id);

  const count = () => {
    /** @type {HTMLButtonElement} */ ($("same")).disabled = chosen.length !== PAIR;
    say("same-count", t("join.chosen", { count: chosen.length }));
    for (const box of $("persons").querySelectorAll("input"))
      box.disabled = chosen.length === PAIR && !box.checked;
  };
  /** @param {string} id @param {boolean} on */
  const choose = (id, on) => {
    chosen = [...chosen.filter((each) => each !== id), ...(on ? [id] : [])];
    count();
  };

  /** @param {PersonRecord} person */
  const head = (person) => [h("b", { id: `person-${person.person_id}` }, person.display_name), h("small", {}, recordLine(person)), h("span", { class: "marks" }, ...recordMarks(person))];
  /** @param {PersonRecord} person */
  const row = (person) => {
    const about = `person-${person.person_id}`;
    const pairs = people.length >= PAIR && may("mergePersons");
    const box = h("input", { type: "checkbox", "aria-describedby": about, onchange: (/** @type {Event} */ event) =>
      choose(person.person_id, /** @type {HTMLInputElement} */ (event.currentTarget).checked) });
    return h("li", { class: person.alike ? "person alike" : "person" },
      may("recordVisitByStaff") ? h("button", { type: "button", class: "choice", onclick: () => record(person) }, ...head(person)) : h("div", { class: "choice" }, ...head(person)),
      (pairs || may("correctPerson")) && h("div", { class: "acts" },
        pairs && h("label", { class: "tick" }, box, h("span", {}, t("join.choose"))),
        may("correctPerson") && !isCut(person) && h("button", { type: "button", class: "link", "aria-describedby": about, onclick: () => correct(person) }, t("fix.open"))));
  };

  const draw = () => {
    chosen = [];
    $("persons").replaceChildren(...people.map(row));
    const alike = people.some((each) => each.alike);
    say("alike-why", alike ? t(may("mergePersons") ? "join.alike" : "join.alike-tell") : "");
    show("alike-why", alike);
    show("same-acts", people.length >= PAIR && may("mergePersons"));
    count();
  };
  /** @type {(() => void) | undefined} */
  let goOn;
  /** @param {(() => void) | undefined} more */
  const mayGoOn = (more) => {
    goOn = more;
    show("more-acts", Boolean(more));
  };
  $("more").addEventListener("click", () => goOn?.());
  $("same").addEventListener("click", () => join(chosen.flatMap(named)));

  return {
    /** `after`: behind those shown; `more`: asks for the next. @param {PersonRecord[]} found @param {{after: boolean, more: (() => void) | undefined}} page */
    show: (found, { after, more }) => {
      const before = after ? people : [];
      people = [...before, ...found.filter((each) => !before.some((one) => one.person_id === each.person_id))];
      draw();
      mayGoOn(more);
      const first = $("persons").children[before.length] ?? (more ? $("more-acts") : $("persons"));
      /** @type {HTMLElement | null} */ (first.querySelector("button, input"))?.focus();
    },
    clear: () => {
      people = [];
      draw();
      mayGoOn(undefined);
    },
    /** A record as it stands now. @param {string} id @param {Partial<PersonRecord>} facts */
    update: (id, facts) => {
      people = people.map((each) => (each.person_id === id ? { ...each, ...facts } : each));
      draw();
    },
    /** One speaks for both from now on; nobody is looked up, and so recorded, again for that. @param {string} keep @param {string} joined */
    joined: (keep, joined) => {
      const [other] = named(joined);
      people = people.filter((each) => each.person_id !== joined).map((each) => each.person_id !== keep ? each : {
        ...each, has_visits: each.has_visits || other?.has_visits, records: (each.records ?? 1) + (other?.records ?? 1),
      });
      people = people.map((each) => ({ ...each, alike: each.alike && people.filter((one) => one.alike).length > 1 }));
      draw();
    },
  };
}
