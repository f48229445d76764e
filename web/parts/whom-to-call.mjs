/** Whom to call: the nearest body of each kind, kept on this device so that the numbers are there without a network. */

import { ask } from "./api.mjs";
import { $, h, say, show } from "./dom.mjs";
import { inLanguage, t } from "./i18n.mjs";
import { store } from "./store.mjs";

/** @typedef {{scheme: string, code: string}} UnitKey */
/**
 * @typedef {object} Helpline
 * @property {string} kind station, committee, cdc, hotline or emergency
 * @property {string} name
 * @property {string} phone to be dialled
 * @property {string} phone_shown
 * @property {string} [hours]
 * @property {{vi: string, en: string}} [when] for what it is called
 * @property {{name?: string}} [unit] whose it is; none where it is the nation's
 */
/** @typedef {{name: "helplines", scheme: string, code: string, contacts: Helpline[], at: number}} Kept */

const FRESH = 300_000;

/** Where whoever registered this device lives, also while that has not been sent. @returns {Promise<UnitKey | undefined>} */
export async function ownUnit() {
  const kept = await store();
  const who = await kept.get("settings", "identity");
  return who?.unit ?? (await kept.all("outbox")).find((each) => each.kind === "register")?.body.unit;
}

/** The last answer for a unit, however old. @param {UnitKey | undefined} unit @returns {Promise<Kept | undefined>} */
async function keptOf(unit) {
  const kept = await (await store()).get("settings", "helplines");
  return kept && unit && kept.scheme === unit.scheme && kept.code === unit.code ? kept : undefined;
}

/** Whom this device's person calls: what is kept at once, then what the platform says. @param {(contacts: Helpline[]) => void} heard */
export async function helplines(heard) {
  const unit = await ownUnit();
  const kept = await keptOf(unit);
  if (kept) heard(kept.contacts);
  if (!unit?.code || (kept && Date.now() - kept.at < FRESH)) return;
  const contacts = await helplinesOf(unit);
  await (await store()).put("settings", { name: "helplines", scheme: unit.scheme, code: unit.code, contacts, at: Date.now() });
  heard(contacts);
}

/** Who guides the people of a unit: the nearest body that is no ambulance. @param {Helpline[]} contacts */
export const guideIn = (contacts) => contacts.find(({ kind }) => kind !== "emergency");

/** @param {UnitKey} unit @returns {Promise<Helpline[]>} */
export const helplinesOf = async ({ scheme, code }) =>
  (await ask(`/unit-contacts?${new URLSearchParams({ scheme, unit: code })}`, { has: "contacts" })).contacts;

/** The number as a button that dials it. @param {Helpline} body @param {string} [look] */
export const dial = ({ name, phone, phone_shown }, look = "button") =>
  h("a", { class: `${look} num`, href: `tel:${phone}` }, phone_shown, h("span", { class: "quiet" }, ` – ${name}`));

/** @param {Helpline} body */
const row = (body) =>
  h("li", { class: body.kind },
    h("div", {}, h("b", {}, body.name), h("span", { class: "small" }, body.hours ? t("call.hours", { hours: body.hours }) : "")),
    dial(body),
    body.when && h("p", { class: "small" }, inLanguage(body.when)));

/** @param {Helpline[]} contacts */
const draw = (contacts) => {
  $("call-list").replaceChildren(...contacts.map(row));
  show("call-list");
};

/**
 * Fills the page's list; without an answer the nation's numbers stand in it as they were written into the page.
 * @param {(contacts: Helpline[]) => void} [heard] whoever else on the page shows a number
 */
export async function wireWhomToCall(heard = () => undefined) {
  if (!(await ownUnit())?.code) return;
  show("call-list", false); // nothing that was read moves away when the nearer numbers come
  await helplines((contacts) => {
    draw(contacts);
    heard(contacts);
  }).catch(async () => say("call-state", (await keptOf(await ownUnit())) ? t("call.kept") : t("call.unreachable")));
  show("call-list");
}
