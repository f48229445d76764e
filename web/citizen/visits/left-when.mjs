/** Asks when somebody left who did not say so at the door: quarter hours from the arrival to now, or to the longest stay. */

import { $, h, say, select } from "../../parts/dom.mjs";
import { t } from "../../parts/i18n.mjs";
import { moment } from "../../parts/moment.mjs";

const MINUTE = 60_000;
const STEP = 15 * MINUTE;
const MANY = 6 * 60 * MINUTE; // after so long, half hours are enough

/**
 * The moments to choose from, latest first: the whole quarters of the hour between, and both ends.
 * @param {number} from @param {number} until @returns {number[]}
 */
export function choices(from, until) {
  const step = until - from > MANY ? 2 * STEP : STEP;
  const found = [until];
  for (let at = Math.floor((until - 1) / step) * step; at > from; at -= step) found.push(at);
  return until > from ? [...found, from] : [from];
}

/**
 * @param {{name: string, from: number, leaveUntil: number}} row @param {number} now
 * @returns {Promise<number | undefined>} undefined when it was not said after all
 */
export function askWhen(row, now) {
  const dialog = /** @type {HTMLDialogElement} */ ($("left-when"));
  const latest = Math.min(now, row.leaveUntil);
  const said = (/** @type {number} */ at) => {
    const when = moment(at, row.from);
    return at === now ? t("left.now", { when }) : at === row.from ? t("left.at-once", { when }) : when;
  };
  say("left-place", `${row.name} · ${moment(row.from, now)}`);
  select("left-at").replaceChildren(
    h("option", { value: "" }, t("left.choose")),
    ...choices(row.from, latest).map((at) => h("option", { value: String(at) }, said(at))));
  return new Promise((resolve) => {
    /** @param {number | undefined} at */
    const end = (at) => {
      dialog.onclose = null;
      dialog.close();
      resolve(at);
    };
    $("left-yes").onclick = () => (select("left-at").value ? end(Number(select("left-at").value)) : select("left-at").focus());
    $("left-no").onclick = () => end(undefined);
    dialog.onclose = () => end(undefined);
    dialog.showModal();
    select("left-at").focus();
  });
}
