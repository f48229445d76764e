/** One-time codes: as typed or pasted, what is wrong with one, and a button that waits before it sends another. */

import { Refusal } from "./api.mjs";
import { $, input, say } from "./dom.mjs";
import { showFaults } from "./form.mjs";
import { t } from "./i18n.mjs";
import { faultsOf, reason, smallPrint } from "./problem.mjs";

const ANOTHER_AFTER = 30_000; // the server lets the last code stand so long, since its message is on the way

/** The digits of `698 381`, `698-381` and their full-width twins; "" while it is no code. @param {string} id */
export function otpIn(id) {
  const digits = input(id).value.normalize("NFKC").replace(/\D/g, "");
  return digits.length === 6 ? digits : "";
}

/** @param {Refusal} error @param {string} [wrong] */
const said = (error, wrong) =>
  error.code === "otp-wrong" ? [wrong ?? reason(error), error.facts.tries_left && t("otp.left", { count: Number(error.facts.tries_left) })].filter(Boolean).join(" ") : reason(error);

/** What the code itself is refused for stands at its field, once; above the form while there is no field yet. @param {HTMLFormElement} form @param {unknown} error @param {string} [wrong] */
export function showOtpFault(form, error, wrong) {
  if (error instanceof Refusal && error.code.startsWith("otp-") && input("otp").offsetParent)
    return showFaults(form, [{ field: "otp", text: said(error, wrong) }]);
  showFaults(form, faultsOf(error, {}), { text: reason(error), small: smallPrint(error) });
}

/** When another code may be asked for. @param {number} now */
export const anotherAt = (now) => now + ANOTHER_AFTER;

let counting = 0;

/** Says how long to wait, and then what the button does. @param {string} id @param {number} until */
export function waitFor(id, until) {
  clearInterval(counting);
  const tick = () => {
    const seconds = Math.ceil((until - Date.now()) / 1000);
    /** @type {HTMLButtonElement} */ ($(id)).disabled = seconds > 0;
    say(id, seconds > 0 ? t("otp.wait", { seconds }) : t("me.otp-again"));
    if (seconds <= 0) clearInterval(counting);
  };
  counting = setInterval(tick, 1000);
  tick();
}
