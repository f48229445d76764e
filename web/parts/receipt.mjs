/** The receipt a guard at the door reads: word, icon and colour, when its person came, and a clock that runs while they are there. */

import { $, say, show } from "./dom.mjs";
import { clock } from "./moment.mjs";

/**
 * @typedef {object} Receipt
 * @property {"sent" | "waiting" | "refused"} icon
 * @property {"sent" | "waiting" | "refused" | "over"} tone `over` is grey, whatever was sent: nobody passes with it
 * @property {string} word
 * @property {string} why
 * @property {string} place
 * @property {string} person
 * @property {string} arrived
 * @property {string} date
 * @property {string} until empty while nobody knows, or when it is over
 * @property {boolean} running
 */

/** @param {Receipt} receipt */
export function showReceipt(receipt) {
  $("receipt").className = `receipt ${receipt.tone}`;
  $("receipt-icon").setAttribute("href", `#i-${receipt.icon}`);
  say("receipt-state", receipt.word);
  say("receipt-why", receipt.why);
  show("receipt-why", Boolean(receipt.why));
  say("receipt-place", receipt.place);
  say("receipt-person", receipt.person);
  say("receipt-arrived", receipt.arrived);
  say("receipt-date", receipt.date);
  say("receipt-until", receipt.until);
  show("receipt-end", Boolean(receipt.until));
  show("receipt-now", receipt.running);
}

/**
 * Runs the clock once a second, or once a minute for those who want no movement; `minute` is told each new one, also
 * one that came while the page slept.
 * @param {() => void} minute
 */
export function runClock(minute) {
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  let last = "";
  const tick = () => {
    const now = Date.now();
    say("receipt-clock", clock(now, !still));
    if (last !== (last = clock(now))) minute();
  };
  setInterval(tick, 1000);
  for (const back of ["visibilitychange", "pageshow"]) addEventListener(back, tick);
  tick();
}
