/** One contact, opened over the list: masked until somebody opens the file, then a number to call and what came of it. */

import { Refusal } from "./api.mjs";
import { normalised } from "./code.mjs";
import { $, h, input, say, show } from "./dom.mjs";
import { busy, value } from "./form.mjs";
import { kindName, sentenceOf } from "./evidence.mjs";
import { STATES, acts } from "./follow-up.mjs";
import { homeOf } from "./home.mjs";
import { t } from "./i18n.mjs";
import { moment } from "./moment.mjs";
import { wireDoubts } from "./doubts.mjs";
import { reason, smallPrint } from "./problem.mjs";
import { staffAsk } from "./session.mjs";
import { venueName } from "./venue-names.mjs";

/**
 * @typedef {object} Contact
 * @property {string} case_id
 * @property {string} person_id
 * @property {"F1" | "F2"} level
 * @property {string} closeness
 * @property {import("./follow-up.mjs").State} status
 * @property {number} attempts
 * @property {string} due_at
 * @property {boolean} overdue
 * @property {string} display_name
 * @property {string} phone_masked empty: there is none
 * @property {number} year_of_birth
 * @property {{scheme: string, code: string, name: string}} unit
 * @property {boolean} [handed_over] lives elsewhere
 * @property {boolean} [theirs] the staff there follow up
 * @property {string} [accepted_at] since when they do
 * @property {number} minutes
 * @property {string} [told_at]
 * @property {import("./told.mjs").WordState} told_state
 * @property {string} [told_since]
 * @property {string} [told_by]
 * @property {string} [became_case_id]
 * @property {boolean} [doubtful] all the evidence is in doubt
 * @property {boolean} [predates_registration] all of it is of visits sent for a time before the registration
 * @property {number} revision
 * @property {import("./evidence.mjs").Piece[]} evidence
 */

/** The sentence the access log gets: the person will read it, so it is Vietnamese in both languages of the page. */
const PURPOSE = "Gọi điều tra người tiếp xúc";

/** @param {string} phone */
const spaced = (phone) => phone.replace(/^\+84/, "0").replace(/^(\d{4})(\d{3})(\d{3})$/, "$1 $2 $3");

/** @param {Contact} row */
const path = (row) => `/cases/${normalised(row.case_id)}/contacts/${row.person_id}`;

/** @param {Contact} row @param {(id: string) => string | undefined} [person] */
export const evidenceOf = (row, person) =>
  row.evidence.map((piece) => h("li", {}, sentenceOf(piece, { now: Date.now(), place: venueName, person })));

/**
 * Wires the dialog. `changed` gets the row as the server has it after each entry; `behind` is called when somebody else
 * wrote first, so that the next look shows what they wrote.
 * @param {{changed: (row: Contact) => void, behind: () => void, person?: (id: string) => string | undefined}} page
 */
export function wireContact({ changed, behind, person }) {
  const dialog = /** @type {HTMLDialogElement} */ ($("contact"));
  /** @type {Contact} */
  let row;

  /** @param {unknown} error */
  const fault = (error) => {
    say("contact-fault", error ? [reason(error), smallPrint(error)].filter(Boolean).join(" ") : "");
    show("contact-fault", Boolean(error));
  };

  const doubts = wireDoubts({ fault });

  /** @param {string} name */
  const draw = (name) => {
    say("contact-name", `${name} · ${row.level}`);
    say("contact-line", [kindName(row.closeness), t(STATES[row.status]), row.attempts ? t("contact.attempts", { count: row.attempts }) : "", homeOf(row)]
      .filter(Boolean).join(" · "));
    $("contact-acts").replaceChildren(...acts(row.status).map((act, place) =>
      h("button", { type: "button", class: place < 4 ? "button" : "button minor", onclick: (/** @type {Event} */ event) => void record(act, /** @type {HTMLButtonElement} */ (event.currentTarget)) }, t(act.word))));
  };

  /** @param {import("./follow-up.mjs").Act} act @param {HTMLButtonElement} button */
  const record = (act, button) =>
    busy(button, async () => {
      fault(null);
      const note = value("contact-note");
      const body = { status: act.status, ...(act.outcome && { outcome: act.outcome }), ...(note && { note }), revision: row.revision };
      const told = await staffAsk(path(row), { body, has: "person_id" });
      dialog.close();
      changed({ ...row, ...told });
    }).catch((error) => {
      fault(error);
      if (error instanceof Refusal && error.code === "contact-changed") behind();
    });

  /** The phone and the full name; the access log notes who asked. */
  const openFile = async () => {
    fault(null);
    const file = await staffAsk(`${path(row)}/open`, { body: { reason: PURPOSE }, has: "full_name" });
    row = { ...row, ...file, display_name: row.display_name };
    draw(file.full_name);
    say("contact-born", t("contact.born", { year: file.year_of_birth }));
    const call = /** @type {HTMLAnchorElement} */ ($("contact-call"));
    if (file.phone) {
      call.href = `tel:${file.phone.replace(/[^\d+]/g, "")}`;
      say("contact-call", t("contact.call", { phone: spaced(file.phone) }));
    }
    show(call, Boolean(file.phone));
    const notes = file.notes ?? [];
    $("contact-notes").replaceChildren(...notes.map((/** @type {any} */ each) => h("li", {}, noteOf(each))));
    show("contact-history", notes.length > 0);
    show("contact-masked", false);
    show("contact-file");
    (file.phone ? call : $("contact-note")).focus();
  };

  $("contact-open").addEventListener("click", () => void busy(/** @type {HTMLButtonElement} */ ($("contact-open")), openFile).catch(fault));
  $("contact-close").addEventListener("click", () => dialog.close());

  return {
    /** @param {Contact} chosen @param {boolean} [file] open the file at once */
    show: (chosen, file = false) => {
      row = chosen;
      fault(null);
      input("contact-note").value = "";
      show("contact-masked");
      show("contact-file", false);
      say("contact-phone", row.phone_masked || t("contact.no-phone"));
      draw(row.display_name);
      $("contact-evidence").replaceChildren(...evidenceOf(row, person));
      doubts.of(row);
      dialog.showModal();
      if (file) $("contact-open").click();
    },
  };
}

/** @param {{at: string, status: import("./follow-up.mjs").State, outcome?: string, note?: string}} entry */
const noteOf = ({ at, status, outcome, note }) =>
  [moment(Date.parse(at), Date.now()), outcomeName(outcome) || t(STATES[status]), note].filter(Boolean).join(" · ");

/** @type {Record<string, string>} */
const OUTCOMES = { answered: "act.answered", no_answer: "act.no-answer", wrong_number: "act.wrong-number", refused: "act.refused" };
/** @param {string | undefined} outcome */
const outcomeName = (outcome) => (outcome && OUTCOMES[outcome] ? t(OUTCOMES[outcome]) : "");
