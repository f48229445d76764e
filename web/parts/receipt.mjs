/** The receipt a guard at the door reads: word, icon and colour, and a clock that runs. */

import { $, say, show } from "./dom.mjs";
import { t } from "./i18n.mjs";
import { clock, date } from "./moment.mjs";

/**
 * @typedef {object} Receipt
 * @property {"sent" | "waiting" | "refused" | "void"} state
 * @property {string} word
 * @property {string} why
 * @property {string} place
 * @property {string} person
 * @property {string} arrived
 * @property {string} until empty while nobody knows
 * @property {boolean} left
 */

/** @param {Receipt} receipt */
export function showReceipt(receipt) {
  const box = $("receipt");
  box.classList.remove("sent", "waiting", "refused", "void");
  box.classList.add(receipt.state);
  $("receipt-icon").setAttribute("href", `#i-${receipt.state === "void" ? "refused" : receipt.state}`);
  say("receipt-state", receipt.word);
  say("receipt-why", receipt.why);
  show("receipt-why", Boolean(receipt.why));
  say("receipt-place", receipt.place);
  say("receipt-person", receipt.person);
  say("receipt-arrived", receipt.arrived);
  say("receipt-until", receipt.until);
  for (const id of ["receipt-until-word", "receipt-until"]) show(id, Boolean(receipt.until));
  say("receipt-until-word", t(receipt.left ? "receipt.left" : "receipt.until"));
}

/** Runs the clock once a second, or once a minute for those who want no movement. @returns {() => void} stops it */
export function runClock() {
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const tick = () => {
    say("receipt-clock", clock(Date.now(), !still));
    say("receipt-date", date(Date.now()));
  };
  tick();
  const timer = setInterval(tick, 1000);
  return () => clearInterval(timer);
}
