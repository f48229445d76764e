/** What came of a try: a button each; an end asks why, a later call asks when. */

import { laterChoices } from "./call-later.mjs";
import { $, h, show } from "./dom.mjs";
import { clearFaults, showFaults, value } from "./form.mjs";
import { REASONS, acts } from "./follow-up.mjs";
import { t } from "./i18n.mjs";
import { clock, stamp } from "./moment.mjs";

/** @typedef {{status: string, outcome?: string, note?: string, close_reason?: string, call_at?: string}} Step */

/**
 * @param {(step: Step, button: HTMLButtonElement) => void} record
 * @returns {(state: import("./follow-up.mjs").State, phone: boolean) => void} draws the buttons for a state
 */
export function wireActs(record) {
  const boxes = { time: $("contact-later"), reason: $("contact-end") };
  const form = /** @type {HTMLFormElement} */ ($("contact-end"));
  const note = () => value("contact-note");
  const step = (/** @type {Step} */ of) => ({ ...of, ...(note() && { note: note() }) });
  /** @param {"time" | "reason" | undefined} which */
  const ask = (which) => {
    for (const [name, box] of Object.entries(boxes)) show(box, name === which);
    const box = which && boxes[which];
    if (!box) return;
    box.scrollIntoView({ block: "nearest" });
    /** @type {HTMLElement | null} */ (box.querySelector("button,input"))?.focus();
  };

  const times = () =>
    $("contact-times").replaceChildren(...laterChoices(Date.now()).map(({ key, at }) =>
      h("button", { type: "button", class: "button", onclick: (/** @type {Event} */ event) =>
        record(step({ status: "to_call", outcome: "call_later", call_at: stamp(at) }), /** @type {HTMLButtonElement} */ (event.currentTarget)) },
      t(key, { time: clock(at) }))));
  $("contact-reasons").replaceChildren(...Object.entries(REASONS).map(([reason, key]) =>
    h("label", { class: "choice" }, h("input", { type: "radio", name: "close_reason", value: reason, id: `end-${reason}` }), h("span", { "data-t": key }, t(key)))));

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearFaults(form);
    const reason = String(new FormData(form).get("close_reason") ?? "");
    if (!reason) return showFaults(form, [{ field: "end-term_over", text: t("end.choose") }]);
    const words = value("contact-end-words");
    if (reason === "other" && !words && !note()) return showFaults(form, [{ field: "contact-end-words", text: t("end.words-missing") }]);
    const said = [note(), words].filter(Boolean).join(". ");
    record({ status: "closed", close_reason: reason, ...(said && { note: said }) }, /** @type {HTMLButtonElement} */ ($("contact-end-go")));
  });

  return (state, phone) => {
    form.reset();
    clearFaults(form);
    ask(undefined);
    $("contact-acts").replaceChildren(...acts(state, phone).map((act) =>
      h("button", {
        type: "button", class: act.minor ? "button minor" : "button", "aria-expanded": act.asks ? "false" : undefined,
        onclick: (/** @type {Event} */ event) => {
          const button = /** @type {HTMLButtonElement} */ (event.currentTarget);
          if (act.asks === "time") times();
          for (const other of $("contact-acts").querySelectorAll("[aria-expanded]")) other.setAttribute("aria-expanded", String(other === button));
          ask(act.asks);
          if (!act.asks) record(step({ status: act.status, ...(act.outcome && { outcome: act.outcome }) }), button);
        },
      }, t(act.word))));
  };
}
