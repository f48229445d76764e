/** The paper card of somebody who has no phone. */

import { normalised, shown } from "./code.mjs";
import { $, say, show } from "./dom.mjs";
import { t } from "./i18n.mjs";
import { qrOf } from "./qr-draw.mjs";
import { guideIn, helplinesOf } from "./whom-to-call.mjs";

/** Whom its holder calls; a card without the number is a card as well. @param {import("./whom-to-call.mjs").UnitKey} unit */
async function drawCall(unit) {
  const guide = guideIn(await helplinesOf(unit).catch(() => []));
  if (guide) say("card-call", t("call.line", { body: guide.name, phone: guide.phone_shown }));
}

/**
 * @param {string} personal_code @param {string} full_name @param {number} year
 * @param {import("./whom-to-call.mjs").UnitKey | undefined} unit where they live
 */
export function drawCard(personal_code, full_name, year, unit) {
  say("card-call", "");
  if (unit) void drawCall(unit);
  const code = normalised(personal_code);
  $("card-qr").replaceChildren(qrOf(`VXP:${code.toUpperCase()}`, t("me.code-label", { code: shown(code) })));
  say("card-name", full_name);
  say("card-year", t("me.born", { year }));
  say("card-code", shown(code));
  show("paper");
}
