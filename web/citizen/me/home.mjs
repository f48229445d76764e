/** Asks whether somebody lives where their first check-in took them to live, until they have said so. */

import { $, focusOn, say, show } from "../../parts/dom.mjs";
import { busy, note } from "../../parts/form.mjs";
import { t } from "../../parts/i18n.mjs";
import { citizen } from "../../parts/outbox.mjs";
import { identity } from "../../parts/presence.mjs";
import { keepProfile } from "../../parts/profile.mjs";
import { otherwise } from "../../parts/signed-out.mjs";

/** @param {any} who @param {string} name of the unit */
export function showHome(who, name) {
  show("home", Boolean(who.unit_assumed));
  say("home-heading", t("lives.ask", { unit: name }));
}

/** @param {{change: () => Promise<unknown>, said: (told: any) => Promise<unknown>}} page change: opens the form of the record */
export function wireHome({ change, said }) {
  const yes = /** @type {HTMLButtonElement} */ ($("home-yes"));
  const confirm = async () => {
    note("home-fault", "");
    const { scheme, code } = (await identity()).unit;
    const told = await citizen("/me/profile", { body: { unit: { scheme, code } }, has: "person_id" });
    await keepProfile(told);
    note("saved", t("lives.saved"));
    await said(told);
    focusOn("saved");
  };
  yes.addEventListener("click", () => void busy(yes, confirm).catch((error) => note("home-fault", otherwise(error))));
  $("home-no").addEventListener("click", () => void change().then(() => $("unit").click()));
}
