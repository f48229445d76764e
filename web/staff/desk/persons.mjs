/** Ways to name the person whose visit is recorded. */

import { Refusal } from "../../parts/api.mjs";
import { normalised, personalFault, shown } from "../../parts/code.mjs";
import { $, focusOn, input, show } from "../../parts/dom.mjs";
import { keepDraft } from "../../parts/draft.mjs";
import { busy, clearFaults, showFaults, value } from "../../parts/form.mjs";
import { t } from "../../parts/i18n.mjs";
import { newId } from "../../parts/ids.mjs";
import { stamp } from "../../parts/moment.mjs";
import { isPaper } from "../../parts/person.mjs";
import { nameFaults, phoneFaults, yearFaults } from "../../parts/person-faults.mjs";
import { drawCard } from "../../parts/personal-card.mjs";
import { faultsOf, reason, smallPrint } from "../../parts/problem.mjs";
import { may } from "../../parts/roles.mjs";
import { lastUser, staffAsk } from "../../parts/session.mjs";
import { whenField } from "../../parts/when-field.mjs";
import { wireCamera } from "./camera.mjs";
import { wireCorrect } from "./correct.mjs";
import { wireFound } from "./found.mjs";
import { wireJoin } from "./join.mjs";
import { askKnown, forgetKnown, isKnownOtherwise } from "./papers.mjs";
import { pressing } from "./press.mjs";
import { wireTold } from "./told.mjs";

const MODES = ["personal", "phone", "identity", "fresh"];
const INPUTS = {
  phone: "phone_number", identity_number: "identity_number", personal_code: "personal_code",
  "person.phone": "phone_number", "person.identity_number": "identity_number", "person.personal_code": "personal_code",
};
const NEW_INPUTS = { full_name: "full_name", year_of_birth: "year_of_birth", phone: "new_phone", identity_number: "new_identity" };
/** @type {Record<string, string>} */
const CODE_WORDS = { empty: "desk.code-empty", symbols: "desk.code-symbols", length: "desk.code-length", check: "desk.code-check" };

/** @typedef {{personal_code: string} | {person_id: string} | {identity_number: string}} Named */

/** The other hour cannot be read; nothing was sent. */
class Mistyped extends Error {
  /** @param {{field: string, text: string}[]} faults */
  constructor(faults) {
    super("mistyped");
    this.faults = faults;
  }
}

/** @param {{fault: (error: unknown) => void, unit: {scheme: string, code: string}}} page */
export function wirePersons({ fault, unit }) {
  /** @type {any} */
  let venue;
  const told = wireTold({ fault });
  const moment = $("moment");
  const hour = whenField("at", { time: true, past: true, optional: true });

  /** A refusal about the hour stands at the hour, wherever the person was named. @param {unknown} error @param {(error: unknown) => void} otherwise */
  const refused = (error, otherwise) => {
    const faults = error instanceof Mistyped ? error.faults : faultsOf(error, { at: "at" }).filter(({ field }) => field === "at");
    if (!faults.length) return otherwise(error);
    /** @type {HTMLDetailsElement} */ ($("other-time")).open = true;
    if (error instanceof Mistyped) return showFaults(moment, faults);
    showFaults(moment, [{ field: "at", text: error instanceof Refusal && error.code !== "invalid" ? reason(error) : faults[0]?.text ?? "" }]);
  };

  const press = pressing();

  /** @param {Named} person @param {string} label */
  const record = async (person, label) => {
    fault(null);
    clearFaults(moment);
    const { value: other, faults } = hour.read();
    if (faults.length) throw new Mistyped(faults);
    const now = press.at(`${venue.venue_id} ${JSON.stringify(person)}`, Date.now());
    const answer = await staffAsk("/staff-visits", { body: { venue_id: venue.venue_id, person, at: other || stamp(now) }, has: "visit_id" });
    press.done();
    told.noted(answer, answer.display_name || label, venue);
    found.clear();
  };

  const found = wireFound({
    record: (person) => void record({ person_id: person.person_id }, person.display_name).then(() => $("said").focus(), (error) => refused(error, fault)),
    correct: (person) => correct(person),
    join: (both) => join(both),
  });
  const join = wireJoin({ told, joined: found.joined });
  /** @param {string} number */
  const lookUpPaper = (number) => {
    turn("identity");
    input("identity_number").value = number;
    /** @type {HTMLFormElement} */ ($("identity")).requestSubmit();
  };
  const correct = wireCorrect({ scheme: unit.scheme, told, corrected: found.update, lookUp: lookUpPaper });

  /** @param {object} by @param {string} [cursor] more who named the same number, after those shown */
  const lookUp = async (by, cursor) => {
    if (!cursor) found.clear();
    const { persons, next_cursor } = await staffAsk("/person-lookups", {
      body: cursor ? { ...by, cursor } : by,
      has: "persons",
    });
    told.quiet();
    const more = next_cursor ? () => void lookUp(by, next_cursor).catch(fault) : undefined;
    if (persons.length || cursor || more) found.show(persons, { after: Boolean(cursor), more });
    else told.said("bad", t("desk.nobody"), t(may("recordVisitByStaff") ? "desk.nobody-text" : "desk.nobody-look"));
  };

  /** A code says whose visit it is; where none may be recorded, it says whom to look up. @param {Named} person @param {string} label */
  const name = (person, label) => (may("recordVisitByStaff") ? record(person, label) : lookUp(person));

  const fresh = async () => {
    const person = {
      full_name: value("full_name").replace(/\s+/g, " "), year_of_birth: Number(value("year_of_birth")), unit: venue.unit ?? unit, registration_id,
      ...(value("new_phone") && { phone: value("new_phone") }), ...(value("new_identity") && { identity_number: value("new_identity") }),
    };
    const made = await staffAsk("/persons", { body: { ...person, unit: { scheme: person.unit.scheme, code: person.unit.code } }, has: "person_id" });
    draft.drop();
    drawCard(made.personal_code, person.full_name, person.year_of_birth, person.unit);
    await record({ person_id: made.person_id }, person.full_name);
    focusOn("paper-heading");
    registration_id = newId();
    for (const id of Object.values(NEW_INPUTS)) input(id).value = "";
  };
  // the same number until it succeeded, so that a second press is not a second person
  let registration_id = newId();

  const freshFaults = () => [...nameFaults("full_name"), ...yearFaults("year_of_birth"), ...phoneFaults("new_phone", true)];
  const codeFaults = () => {
    const wrong = personalFault(value("personal_code").replace(/^VXP:/i, ""));
    return wrong ? [{ field: "personal_code", text: t(CODE_WORDS[wrong.rule] ?? "", { symbol: wrong.symbol ?? "", count: wrong.count ?? 0 }) }] : [];
  };
  /** @param {string} id @param {boolean} good @param {string} text */
  const one = (id, good, text) => (good ? [] : [{ field: id, text }]);

  /** @type {Record<string, {faults: () => {field: string, text: string}[], work: () => Promise<void>}>} */
  const forms = {
    personal: {
      faults: codeFaults,
      work: async () => {
        const code = normalised(value("personal_code").replace(/^VXP:/i, ""));
        await name({ personal_code: code }, shown(code));
        input("personal_code").value = "";
        input("personal_code").focus();
      },
    },
    phone: { faults: () => phoneFaults("phone_number"), work: () => lookUp({ phone: value("phone_number") }) },
    identity: {
      faults: () => one("identity_number", isPaper(value("identity_number")), t("fault.identity")),
      work: () => lookUp({ identity_number: value("identity_number") }),
    },
    fresh: { faults: freshFaults, work: fresh },
  };

  for (const [id, { faults, work }] of Object.entries(forms)) {
    const form = /** @type {HTMLFormElement} */ ($(id));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const wrong = faults();
      if (wrong.length) return showFaults(form, wrong);
      clearFaults(form);
      forgetKnown(form);
      told.quiet();
      const button = /** @type {HTMLButtonElement} */ (form.querySelector("[type=submit]"));
      void busy(button, work).catch((error) => {
        if (isKnownOtherwise(error)) return askKnown(form, "new_identity", error, lookUpPaper);
        refused(error, () => showFaults(form, faultsOf(error, id === "fresh" ? NEW_INPUTS : INPUTS), { text: reason(error), small: smallPrint(error) }));
      });
    });
  }

  const draft = keepDraft($("fresh"), "desk", { owner: lastUser() });
  void draft.restore().then((kept) => kept && turn("fresh"));

  const camera = wireCamera({
    personal: (code) => name({ personal_code: code }, shown(code)).catch((error) => refused(error, fault)),
    identity: (number) => name({ identity_number: number }, t("desk.paper", { end: number.slice(-4) })).catch((error) => refused(error, fault)),
    other: (text) => told.said("bad", t("desk.not-personal"), text),
  });

  const rest = () => {
    told.quiet();
    found.clear();
  };
  /** @param {string} mode */
  const turn = (mode) => {
    for (const radio of document.querySelectorAll("[name=mode]"))
      /** @type {HTMLInputElement} */ (radio).checked = /** @type {HTMLInputElement} */ (radio).value === mode;
    for (const each of MODES) show(each, each === mode);
    if (mode !== "personal") camera.off();
    rest();
  };
  for (const radio of document.querySelectorAll("[name=mode]"))
    radio.addEventListener("change", () => turn(/** @type {HTMLInputElement} */ (radio).value));
  $("print").addEventListener("click", () => print());
  return {
    at: (/** @type {any} */ chosen) => void (venue = chosen),
    rest: () => {
      camera.off();
      rest();
    },
  };
}
