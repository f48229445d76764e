/** Ways to name the person, and what was recorded. */

import { normalised, personalFault, shown } from "../../parts/code.mjs";
import { $, focusOn, h, input, say, show } from "../../parts/dom.mjs";
import { busy, clearFaults, showFaults, value } from "../../parts/form.mjs";
import { t } from "../../parts/i18n.mjs";
import { clock, stamp } from "../../parts/moment.mjs";
import { isName, isPhone, isYear } from "../../parts/person.mjs";
import { faultsOf, reason, smallPrint } from "../../parts/problem.mjs";
import { qrOf } from "../../parts/qr-draw.mjs";
import { staffAsk } from "../../parts/session.mjs";
import { wireCamera } from "./camera.mjs";

const MODES = ["personal", "phone", "identity", "fresh"];
const KEPT = 12;
const INPUTS = {
  phone: "phone_number", identity_number: "identity_number", personal_code: "personal_code", at: "at",
  "person.phone": "phone_number", "person.identity_number": "identity_number", "person.personal_code": "personal_code",
};
const NEW_INPUTS = { full_name: "full_name", year_of_birth: "year_of_birth", phone: "new_phone", identity_number: "new_identity" };
/** @type {Record<string, string>} */
const CODE_WORDS = { empty: "desk.code-empty", symbols: "desk.code-symbols", length: "desk.code-length", check: "desk.code-check" };

/** @typedef {{personal_code: string} | {person_id: string} | {identity_number: string}} Named */

/** @param {{fault: (error: unknown) => void, unit: {scheme: string, code: string}}} page */
export function wirePersons({ fault, unit }) {
  /** @type {any} */
  let venue;

  /** @param {boolean} good @param {string} word @param {string} text */
  const said = (good, word, text) => {
    say("said-word", word);
    say("said-text", text);
    $("said").classList.toggle("bad", !good);
    show("said");
  };

  /** @param {string} label @param {any} answer */
  const note = (label, answer) => {
    label = answer.display_name || label;
    const from = clock(Date.parse(answer.from));
    said(true, t("desk.recorded"), t("desk.recorded-text", { label, from, until: clock(Date.parse(answer.until)) }));
    $("log").prepend(h("li", {}, `${from} · ${label} · ${venue.name}`));
    for (const old of [...$("log").children].slice(KEPT)) old.remove();
    show("log-empty", false);
    $("persons").replaceChildren();
  };

  /** @param {Named} person @param {string} label */
  const record = async (person, label) => {
    fault(null);
    const at = input("at").value ? new Date(input("at").value).getTime() : Date.now();
    const answer = await staffAsk("/staff-visits", { body: { venue_id: venue.venue_id, person, at: stamp(at) } });
    note(label, answer);
  };

  /** @param {any} person */
  const row = (person) => {
    const detail = [person.year_of_birth, person.unit?.name, t(person.phone_verified ? "desk.verified" : "desk.unverified")].filter(Boolean).join(" · ");
    return h("li", {}, h("button", { type: "button", class: "choice", onclick: () => void record({ person_id: person.person_id }, person.display_name).catch(fault) },
      h("b", {}, person.display_name), h("br"), h("small", {}, detail)));
  };

  /** @param {object} by */
  const lookUp = async (by) => {
    const { persons } = await staffAsk("/person-lookups", { body: by });
    $("persons").replaceChildren(...persons.map(row));
    if (!persons.length) said(false, t("desk.nobody"), t("desk.nobody-text"));
    else {
      show("said", false);
      /** @type {HTMLElement | null} */ ($("persons").querySelector("button"))?.focus();
    }
  };

  /** @param {any} person @param {string} full_name @param {number} year */
  const card = (person, full_name, year) => {
    const code = normalised(person.personal_code);
    $("card-qr").replaceChildren(qrOf(`VXP:${code.toUpperCase()}`, t("me.code-label", { code: shown(code) })));
    say("card-name", full_name);
    say("card-year", t("me.born", { year }));
    say("card-code", shown(code));
    show("paper");
  };

  const fresh = async () => {
    const person = {
      full_name: value("full_name").replace(/\s+/g, " "), year_of_birth: Number(value("year_of_birth")), unit: venue.unit ?? unit, registration_id,
      ...(value("new_phone") && { phone: value("new_phone") }), ...(value("new_identity") && { identity_number: value("new_identity") }),
    };
    const made = await staffAsk("/persons", { body: { ...person, unit: { scheme: person.unit.scheme, code: person.unit.code } } });
    card(made, person.full_name, person.year_of_birth);
    await record({ person_id: made.person_id }, person.full_name);
    focusOn("paper-heading");
    registration_id = crypto.randomUUID();
    for (const id of Object.values(NEW_INPUTS)) input(id).value = "";
  };
  // the same number until it succeeded, so that a second press is not a second person
  let registration_id = crypto.randomUUID();

  const freshFaults = () => {
    const faults = [];
    if (!isName(value("full_name"))) faults.push({ field: "full_name", text: t("fault.name") });
    if (!isYear(value("year_of_birth"), Date.now())) faults.push({ field: "year_of_birth", text: t("fault.year") });
    if (value("new_phone") && !isPhone(value("new_phone"))) faults.push({ field: "new_phone", text: t("fault.phone") });
    return faults;
  };
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
        await record({ personal_code: code }, shown(code));
        input("personal_code").value = "";
        input("personal_code").focus();
      },
    },
    phone: { faults: () => one("phone_number", isPhone(value("phone_number")), t("fault.phone")), work: () => lookUp({ phone: value("phone_number") }) },
    identity: {
      faults: () => one("identity_number", /^[A-Za-z0-9 .-]{8,20}$/.test(value("identity_number")), t("fault.identity")),
      work: () => lookUp({ identity_number: value("identity_number") }),
    },
    fresh: { faults: freshFaults, work: fresh },
  };

  for (const [id, { faults, work }] of Object.entries(forms)) {
    const form = /** @type {HTMLFormElement} */ ($(id));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const found = faults();
      if (found.length) return showFaults(form, found);
      clearFaults(form);
      show("said", false);
      const button = /** @type {HTMLButtonElement} */ (form.querySelector("[type=submit]"));
      void busy(button, work).catch((error) =>
        showFaults(form, faultsOf(error, id === "fresh" ? NEW_INPUTS : INPUTS), { text: reason(error), small: smallPrint(error) }),
      );
    });
  }

  const camera = wireCamera({
    personal: (code) => record({ personal_code: code }, shown(code)).catch(fault),
    identity: (number) => record({ identity_number: number }, t("desk.paper", { end: number.slice(-4) })).catch(fault),
    other: (text) => said(false, t("desk.not-personal"), text),
  });

  for (const radio of document.querySelectorAll("[name=mode]"))
    radio.addEventListener("change", () => {
      const mode = /** @type {HTMLInputElement} */ (radio).value;
      for (const each of MODES) show(each, each === mode);
      if (mode !== "personal") camera.off();
      $("persons").replaceChildren();
      show("said", false);
    });
  $("print").addEventListener("click", () => print());
  return {
    at: (/** @type {any} */ chosen) => void (venue = chosen),
    rest: () => {
      camera.off();
      show("said", false);
      $("persons").replaceChildren();
    },
  };
}
