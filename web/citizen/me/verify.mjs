/** Proof that the phone is the citizen's own: a code by message, never needed for a check-in. */

import { $, focusOn, input, say, show } from "../../parts/dom.mjs";
import { busy, clearFaults, showFaults } from "../../parts/form.mjs";
import { t } from "../../parts/i18n.mjs";
import { clock } from "../../parts/moment.mjs";
import { anotherAt, otpIn, showOtpFault, waitFor } from "../../parts/otp.mjs";
import { citizen } from "../../parts/outbox.mjs";
import { store } from "../../parts/store.mjs";
import { awaitCode, leaveCode } from "../../parts/web-otp.mjs";

/** Which number is to be proved, and why. @param {any} who */
export function showVerify(who) {
  const pending = who.phone_pending_masked;
  const lost = !pending && Boolean(who.phone_lost);
  show("verify", Boolean(pending || lost || !who.phone_verified));
  $("verify").classList.toggle("lost", lost);
  show("otp-other", lost);
  say("verify-heading", pending ? t("profile.pending", { phone: pending }) : t(lost ? "profile.lost" : "me.verify"));
  if (pending) say("verify-why", t("profile.pending-why"));
  else say("verify-why", lost ? t("profile.lost-why", { phone: who.phone_masked }) : t("me.verify-why"));
}

/** @param {() => Promise<unknown>} verified */
export function wireVerify(verified) {
  const form = /** @type {HTMLFormElement} */ ($("otp-form"));
  const ask = /** @type {HTMLButtonElement} */ ($("otp-send"));
  ask.addEventListener("click", () =>
    busy(ask, async () => {
      clearFaults(form);
      const answer = await citizen("/me/phone-otp", { body: {}, has: "expires_at" });
      say("otp-state", t("me.otp-sent", { until: clock(Date.parse(answer.expires_at)) }));
      waitFor("otp-send", anotherAt(Date.now()));
      show("otp-step");
      awaitCode(input("otp"));
      $("otp").focus();
    }).catch((error) => showOtpFault(form, error)),
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const otp = otpIn("otp");
    if (!otp) return showFaults(form, [{ field: "otp", text: t("me.otp-empty") }]);
    void busy(/** @type {HTMLButtonElement} */ ($("otp-go")), async () => {
      clearFaults(form);
      await citizen("/me/phone", { body: { otp }, has: "phone_verified" });
      await (await store()).change("settings", "identity", (who) =>
        who && !who.phone_pending_masked ? { ...who, phone_verified: true, phone_lost: false } : undefined);
      leaveCode();
      await verified();
      show("otp-step", false);
      focusOn("name");
    }).catch((error) => showOtpFault(form, error));
  });
}
