/** Proof that the phone is the citizen's own: a code by message, never needed for a check-in. */

import { $, focusOn, say, show } from "../../parts/dom.mjs";
import { busy, clearFaults, showFaults, value } from "../../parts/form.mjs";
import { t } from "../../parts/i18n.mjs";
import { clock } from "../../parts/moment.mjs";
import { citizen } from "../../parts/outbox.mjs";
import { identity } from "../../parts/presence.mjs";
import { faultsOf, reason, smallPrint } from "../../parts/problem.mjs";
import { store } from "../../parts/store.mjs";

/** @param {() => Promise<void>} verified */
export function wireVerify(verified) {
  const form = /** @type {HTMLFormElement} */ ($("otp-form"));
  const ask = /** @type {HTMLButtonElement} */ ($("otp-send"));
  /** @param {unknown} error */
  const fault = (error) => showFaults(form, faultsOf(error, {}), { text: reason(error), small: smallPrint(error) });
  ask.addEventListener("click", () =>
    busy(ask, async () => {
      clearFaults(form);
      const answer = await citizen("/me/phone-otp", { body: {} });
      say("otp-state", t("me.otp-sent", { until: clock(Date.parse(answer.expires_at)) }));
      say("otp-send", t("me.otp-again"));
      show("otp-step");
      $("otp").focus();
    }).catch(fault),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const otp = value("otp").replace(/\s/g, "");
    if (!/^\d{6}$/.test(otp)) return showFaults(form, [{ field: "otp", text: t("me.otp-empty") }]);
    void busy(/** @type {HTMLButtonElement} */ ($("otp-go")), async () => {
      clearFaults(form);
      await citizen("/me/phone", { body: { otp } });
      await (await store()).put("settings", { ...(await identity()), phone_verified: true });
      await verified();
      focusOn("name");
    }).catch(fault);
  });
}
