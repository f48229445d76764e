/** The opened file of a contact: a number to ring, or whom else to ask, and what was noted. */

import { $, h, say, show } from "./dom.mjs";
import { OUTCOMES, REASONS, STATES } from "./follow-up.mjs";
import { t } from "./i18n.mjs";
import { moment } from "./moment.mjs";

/** @param {string} phone */
const spaced = (phone) => phone.replace(/^\+84/, "0").replace(/^(\d{4})(\d{3})(\d{3})$/, "$1 $2 $3");
/** @param {string} phone */
const dial = (phone) => `tel:${phone.replace(/[^\d+]/g, "")}`;

/** @typedef {{at: string, status: import("./follow-up.mjs").State, outcome?: string, note?: string, close_reason?: string, call_at?: string, undo?: boolean}} Line */

/** @param {Line} line */
function noteOf({ at, status, outcome, note, close_reason, call_at, undo }) {
  const now = Date.now();
  const what = undo ? t("undo.line", { state: t(STATES[status]) }) : outcome && OUTCOMES[outcome] ? t(OUTCOMES[outcome]) : t(STATES[status]);
  const when = call_at ? t("later.at", { when: moment(Date.parse(call_at), now) }) : "";
  return [moment(Date.parse(at), now), what, close_reason && t(REASONS[close_reason] ?? "end.other"), when, note].filter(Boolean).join(" · ");
}

/** Why there is no number, and who of the home has one. @param {any} file */
function drawWithout(file) {
  show("contact-without", !file.number_reaches);
  if (file.number_reaches) return;
  say("contact-without-why", t(file.phone ? "contact.number-wrong" : "contact.number-none", { unit: file.unit.name }));
  const home = file.home ?? [];
  show("contact-home", home.length > 0);
  $("contact-home-list").replaceChildren(...home.map((/** @type {any} */ one) =>
    h("li", {}, h("a", { class: "button wide", href: dial(one.phone) },
      t(one.is_case ? "contact.home-case" : "contact.home-other", { who: one.display_name, phone: spaced(one.phone).replaceAll(" ", "\u00a0") })))));
  say("contact-visit", t(home.length ? "contact.visit-else" : "contact.visit", { unit: file.unit.name }));
}

/** Draws it; the focus goes to what is done next. @param {any} file as `getContact` answers */
export function drawFile(file) {
  say("contact-born", t("contact.born", { year: file.year_of_birth }));
  const call = /** @type {HTMLAnchorElement} */ ($("contact-call"));
  if (file.phone) {
    call.href = dial(file.phone);
    say("contact-call", t("contact.call", { phone: spaced(file.phone) }));
  }
  const calls = Boolean(file.phone && file.number_reaches);
  show(call, calls);
  drawWithout(file);
  const notes = file.notes ?? [];
  $("contact-notes").replaceChildren(...notes.map((/** @type {Line} */ each) => h("li", {}, noteOf(each))));
  show("contact-history", notes.length > 0);
  show("contact-masked", false);
  show("contact-file");
  (calls ? call : $("contact-without")).focus();
}

/** Asks what came of it when somebody comes back from the phone's own call. @param {() => boolean} isOpen */
export function askAfterCall(isOpen) {
  let rang = false;
  const back = () => {
    if (!rang || document.visibilityState !== "visible" || !isOpen()) return;
    rang = false;
    say("contact-outcome", t("contact.outcome-call"));
    $("contact-outcome").scrollIntoView({ block: "start" });
    $("contact-outcome").focus();
  };
  $("contact-call").addEventListener("click", () => void (rang = true));
  document.addEventListener("visibilitychange", back);
  addEventListener("focus", back);
}
