/** The paper card of somebody who has no phone. */

import { normalised, shown } from "./code.mjs";
import { $, say, show } from "./dom.mjs";
import { t } from "./i18n.mjs";
import { qrOf } from "./qr-draw.mjs";

/** @param {string} personal_code @param {string} full_name @param {number} year */
export function drawCard(personal_code, full_name, year) {
  const code = normalised(personal_code);
  $("card-qr").replaceChildren(qrOf(`VXP:${code.toUpperCase()}`, t("me.code-label", { code: shown(code) })));
  say("card-name", full_name);
  say("card-year", t("me.born", { year }));
  say("card-code", shown(code));
  show("paper");
}
