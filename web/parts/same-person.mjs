/** Other records of the same human: an offer to join them, which may be left for later. */

import { $, say, show } from "./dom.mjs";
import { busy, note } from "./form.mjs";
import { t } from "./i18n.mjs";
import { date } from "./moment.mjs";
import { citizen } from "./outbox.mjs";
import { reason } from "./problem.mjs";

/** @typedef {{person_id: string, registered_at: string}} Other */

let later = false;

/**
 * Shows the offer while there is something to join. One joining that fails may be repeated: what is joined stays so.
 * @param {string} keep the record that speaks for all from then on @param {Other[]} others @param {() => Promise<unknown>} [joined]
 */
export function offerJoining(keep, others, joined = async () => undefined) {
  if (later || !others.length) return;
  say("same-text", t("same.text", { count: others.length + 1, since: others.map((other) => date(Date.parse(other.registered_at))).join(", ") }));
  show("same");
  $("same-later").onclick = () => {
    later = true;
    show("same", false);
  };
  $("same-go").onclick = () => {
    note("same-fault", "");
    void busy(/** @type {HTMLButtonElement} */ ($("same-go")), async () => {
      let waits = false;
      for (const { person_id } of others) {
        const { state } = await citizen("/merges", { body: { keep, join: person_id, reason: t("same.reason") }, has: "state" });
        waits ||= state === "waiting";
      }
      later = true;
      show("same-acts", false);
      say("same-title", t(waits ? "same.waits" : "same.done"));
      say("same-text", t(waits ? "same.waits-text" : "same.done-text"));
      await joined();
    }).catch((error) => note("same-fault", reason(error)));
  };
}
