/** What was done at the desk: the last thing large, the visits of this session below, each to be taken back for a while. */

import { askReason } from "../../parts/ask.mjs";
import { $, focusOn, h, say, show } from "../../parts/dom.mjs";
import { busy } from "../../parts/form.mjs";
import { t } from "../../parts/i18n.mjs";
import { clock } from "../../parts/moment.mjs";
import { may } from "../../parts/roles.mjs";
import { staffAsk } from "../../parts/session.mjs";

const KEPT = 12;
const TAKEN_BACK_WITHIN = 10 * 60_000;

/** @typedef {"good" | "wait" | "bad"} Kind */

/** @param {{fault: (error: unknown) => void}} page */
export function wireTold({ fault }) {
  /** @param {Kind} kind @param {string} word @param {string} text @param {...HTMLElement} acts */
  const said = (kind, word, text, ...acts) => {
    say("said-word", word);
    say("said-text", text);
    $("said").className = `said screen ${kind}`;
    $("said-acts").replaceChildren(...acts);
    show("said-acts", acts.length > 0);
    show("said");
  };

  /** @param {any} visit as it was answered @param {string} label @param {any} venue */
  const noted = (visit, label, venue) => {
    const from = clock(Date.parse(visit.from));
    const line = h("span", {}, `${from} · ${label} · ${venue.name}`);
    const entry = h("li", {}, line);

    const takeBack = async () => {
      const why = await askReason({ title: t("withdraw.title", { label }), text: t("withdraw.text", { from, venue: venue.name }), yes: t("withdraw.yes"), danger: true });
      if (why === null) return;
      fault(null);
      await staffAsk("/staff-visits/withdraw", { body: { venue_id: venue.venue_id, visit_id: visit.visit_id, person: { person_id: visit.person_id }, reason: why }, has: "visit_id" });
      over();
      line.replaceWith(h("s", {}, ...line.childNodes));
      entry.append(" ", h("span", { class: "badge off" }, t("withdraw.done")));
      said("wait", t("withdraw.done"), t("withdraw.done-text", { label }));
      focusOn("said");
    };
    /** @param {string} style @param {string} text */
    const button = (style, text) =>
      h("button", { type: "button", class: style, onclick: (/** @type {Event} */ event) =>
        void busy(/** @type {HTMLButtonElement} */ (event.currentTarget), takeBack).catch(fault) }, text, h("span", { class: "quiet" }, ` ${label}`));
    const buttons = may("withdrawVisit") ? [button("button", t("withdraw.ask")), button("link", t("withdraw.short"))] : [];
    const over = () => {
      for (const each of buttons) each.remove();
    };
    setTimeout(over, TAKEN_BACK_WITHIN);

    const [large, small] = buttons;
    entry.append(...(small ? [" ", small] : []));
    said("good", t("desk.recorded"), t("desk.recorded-text", { label, from, until: clock(Date.parse(visit.until)) }), ...(large ? [large] : []));
    $("log").prepend(entry);
    for (const old of [...$("log").children].slice(KEPT)) old.remove();
    show("log-empty", false);
  };
  return { said, noted, quiet: () => show("said", false) };
}
