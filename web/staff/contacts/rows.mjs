/** The bodies of a unit as its staff see them. */

import { h } from "../../parts/dom.mjs";
import { t } from "../../parts/i18n.mjs";
import { date, clock } from "../../parts/moment.mjs";

/** @typedef {{kind: string, name: string, phone: string, phone_shown: string, hours?: string, listed: boolean, revision: number, since: string}} Contact */

/** In the order in which people are told of them. @type {Record<string, string>} */
export const KINDS = { station: "contacts.station", committee: "contacts.committee", cdc: "contacts.cdc", hotline: "contacts.hotline" };

/** @param {string} kind */
export const kindName = (kind) => t(KINDS[kind] ?? "contacts.hotline");

/** @param {string} at */
const since = (at) => `${clock(Date.parse(at))} ${date(Date.parse(at))}`;

/** @param {string} kind @param {Contact | undefined} contact @param {() => void} edit */
export const row = (kind, contact, edit) =>
  h("li", { class: "card" }, h("h2", {}, kindName(kind)),
    contact?.listed
      ? h("div", {}, h("p", {}, contact.name), h("p", { class: "phone num" }, contact.phone_shown), h("p", { class: "small" }, contact.hours ?? ""))
      : h("p", { class: "small" }, t("contacts.none")),
    h("button", { class: "button", type: "button", onclick: edit }, t(contact?.listed ? "contacts.edit" : "contacts.add"),
      h("span", { class: "quiet" }, ` – ${kindName(kind)}`)));

/** @param {Contact} change */
export const changeRow = (change) =>
  h("li", {}, h("b", {}, kindName(change.kind)), ": ",
    change.listed ? `${change.name}, ${change.phone_shown}${change.hours ? `, ${change.hours}` : ""}` : t("contacts.taken-off", { name: change.name }),
    h("span", { class: "small" }, ` – ${t("contacts.since", { when: since(change.since) })}`));
