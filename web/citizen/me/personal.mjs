/** The personal code: small on the page, large for a scanner, with name and birth year so that a copy is noticed. */

import { normalised, shown } from "../../parts/code.mjs";
import { $, say } from "../../parts/dom.mjs";
import { t } from "../../parts/i18n.mjs";
import { qrOf } from "../../parts/qr-draw.mjs";
import { guideIn, helplines } from "../../parts/whom-to-call.mjs";

/** Whom to call stands on the card that is shown; a card without the number is a card as well. */
const showCall = () =>
  helplines((contacts) => {
    const guide = guideIn(contacts);
    if (guide) say("full-call", t("call.line", { body: guide.name, phone: guide.phone_shown }));
  }).catch(() => undefined);

/** @param {any} who */
export function showCode(who) {
  if (!who.personal_code) return;
  const code = normalised(who.personal_code);
  const text = `VXP:${code.toUpperCase()}`;
  say("personal-code", shown(code));
  say("full-code", shown(code));
  say("full-name", who.full_name);
  say("full-year", t("me.born", { year: who.year_of_birth }));
  $("qr-small").replaceChildren(qrOf(text, t("me.code-label", { code: shown(code) })));
  const dialog = /** @type {HTMLDialogElement} */ ($("full"));
  $("qr-open").onclick = () => {
    $("qr-large").replaceChildren(qrOf(text, t("me.code-label", { code: shown(code) })));
    dialog.showModal();
    void showCall();
    /** @type {any} */ (navigator).wakeLock?.request("screen").catch(() => undefined);
  };
  $("qr-close").onclick = () => dialog.close();
}
