/** What was changed of a venue, when, by whom and what it said before. */

import { categoryName } from "./categories.mjs";
import { h } from "./dom.mjs";
import { t } from "./i18n.mjs";
import { moment } from "./moment.mjs";
import { dialled } from "./person.mjs";

/** @typedef {{revision: number, act: string, by: "me" | "owner" | "staff", at: string, reason?: string, was?: Record<string, string>}} Change */

/** @type {Record<string, string>} */
const ACTS = { updated: "ve.updated", deactivated: "ve.deactivated", reactivated: "ve.reactivated", code_reissued: "ve.code-reissued" };
/** @type {Record<string, string>} */
const BY = { me: "ve.by-me", owner: "ve.by-owner", staff: "ve.by-staff" };
/** @type {Record<string, string>} */
const WAS = {
  name: "ve.was-name", address: "ve.was-address", category: "ve.was-category", default_stay_minutes: "ve.was-stay",
  contact_phone: "ve.was-phone", capacity: "ve.was-capacity", code: "ve.was-code",
};

/** @param {string} field @param {string} said */
function before(field, said) {
  const value = field === "category" ? categoryName(said) : field === "contact_phone" ? dialled(said) : said;
  return t(WAS[field] ?? "", { was: value || t("ve.nothing-said") });
}

/** @param {Change} change */
export function changeRow(change) {
  const was = Object.entries(change.was ?? {}).filter(([field]) => WAS[field]);
  return h("li", {},
    h("b", {}, ACTS[change.act] ? t(ACTS[change.act] ?? "") : change.act), ` · ${moment(Date.parse(change.at), Date.now())} · ${t(BY[change.by] ?? "ve.by-staff")}`,
    was.length > 0 && h("ul", { class: "small" }, ...was.map(([field, said]) => h("li", {}, before(field, said)))),
    change.reason ? h("p", { class: "small" }, t("ve.why", { reason: change.reason })) : null);
}
