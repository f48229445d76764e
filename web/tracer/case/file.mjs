/** The file of a case: who, how fast, what the interview said, what was done. */

import { $, h, say } from "../../parts/dom.mjs";
import { homeOf } from "../../parts/home.mjs";
import { t } from "../../parts/i18n.mjs";
import { milestoneLine, when } from "../../parts/milestone-line.mjs";
import { drawClocks } from "./status.mjs";

/** @type {Record<string, string>} */
const ACTS = { confirmed: "did.confirmed", amended: "did.amended", retracted: "did.retracted", released: "did.released", declined: "did.declined", retraced: "did.retraced" };

/** @param {any} line */
const done = ({ at, act, by_me, reason }) =>
  h("li", {}, [when(at), ACTS[act] ? t(ACTS[act] ?? "") : act, by_me && t("did.by-me")].filter(Boolean).join(" · "),
    reason ? h("span", { class: "small" }, ` ${reason}`) : "");

/** @param {any} file */
export function drawFile(file) {
  const { person, milestones, history } = file;
  say("person", [person.display_name, person.year_of_birth, person.phone_masked, homeOf(person)].filter(Boolean).join(" · "));
  drawClocks(file);
  $("file-milestones").replaceChildren(...(milestones.length ? milestones.map(milestoneLine) : [t("cases.none")]).map((/** @type {string} */ line) => h("li", {}, line)));
  $("file-history").replaceChildren(...history.map(done));
}
