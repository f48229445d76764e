/** One venue: what is said of it, how many came, its poster, what was changed, and what may be done with it. */

import { categoryName } from "../../parts/categories.mjs";
import { shown } from "../../parts/code.mjs";
import { $, focusOn, h, say, show } from "../../parts/dom.mjs";
import { t } from "../../parts/i18n.mjs";
import { date } from "../../parts/moment.mjs";
import { count } from "../../parts/num.mjs";
import { dialled } from "../../parts/person.mjs";
import { posterButtons } from "../../parts/posters.mjs";
import { reason } from "../../parts/problem.mjs";
import { may } from "../../parts/roles.mjs";
import { staffAsk, staffCall } from "../../parts/session.mjs";
import { isActive, reissue, turn } from "../../parts/venue-acts.mjs";
import { changeRow } from "../../parts/venue-changes.mjs";
import { countedAt, dayRows } from "./visits.mjs";

/** @param {string} phone */
const call = (phone) => h("a", { class: "link num", href: `tel:${phone}` }, dialled(phone));

/** @param {any} venue @returns {[string, Node | string][]} what is known, with its name */
const facts = (venue) => [
  [t("sv.category"), categoryName(venue.category)],
  [t("sv.address"), venue.address],
  [t("imp.unit"), venue.unit.name],
  [t("sv.code"), h("span", { class: "code" }, shown(venue.code))],
  ...(venue.contact_phone ? [/** @type {[string, Node]} */ ([t("venue.phone"), call(venue.contact_phone)])] : []),
  ...(venue.capacity ? [/** @type {[string, string]} */ ([t("imp.capacity"), t("one.people", { count: count(venue.capacity) })])] : []),
  ...(venue.registered_at ? [/** @type {[string, string]} */ ([t("one.registered"), date(Date.parse(venue.registered_at))])] : []),
];

/** @param {{fault: (error: unknown) => void, announce: (text: string) => void}} tell */
export function wireOne({ fault, announce }) {
  let id = "";

  /** @param {() => Promise<string | null | void>} work */
  const run = (work) => {
    fault(null);
    announce("");
    work().then(async (told) => {
      if (!told) return;
      announce(told);
      await draw();
      focusOn("told");
    }).catch(fault);
  };

  /** @param {any} venue */
  const acts = (venue) => {
    const active = isActive(venue);
    const act = (/** @type {string} */ text, /** @type {() => Promise<string | null>} */ work) => h("button", { type: "button", class: "button danger", onclick: () => run(work) }, text);
    $("one-acts").replaceChildren(...[
      active && may("reissueVenueCode") && act(t("venue.reissue"), () => reissue(staffCall, venue)),
      may("deactivateVenue") && act(t(active ? "venue.stop" : "venue.start"), () => turn(staffCall, venue)),
    ].filter((each) => each !== false));
    show("one-rare", $("one-acts").children.length > 0);
    show("one-edit", may("updateVenue"));
    $("one-edit").setAttribute("href", `/staff/venues?view=edit&venue=${venue.venue_id}`);
    show("one-posters", active);
    $("one-poster-acts").replaceChildren(...(active ? posterButtons(staffCall, venue, run, announce) : []));
  };

  const visits = async () => {
    show("one-recount", false);
    say("one-visits-state", t("one.counting"));
    try {
      const { days, counted_at } = await staffAsk(`/venues/${id}/visits`, { has: "days" });
      $("one-days").replaceChildren(...dayRows(days));
      show("one-table");
      say("one-visits-state", countedAt(counted_at));
    } catch (error) {
      show("one-table", false);
      say("one-visits-state", reason(error));
      show("one-recount");
    }
  };

  async function draw() {
    const venue = await staffAsk(`/venues/${id}`, { has: "venue_id" });
    const own = Boolean(venue.registered_at); // elsewhere the public face is all there is
    say("one-heading", venue.name);
    $("one-badge").className = isActive(venue) ? "badge" : "badge off";
    show("one-badge");
    say("one-badge", t(isActive(venue) ? "venue.active" : "venue.inactive"));
    $("one-facts").replaceChildren(...facts(venue).flatMap(([name, said]) => [h("dt", {}, name), h("dd", {}, said)]));
    $("one-history").replaceChildren(...(venue.changes ?? []).map(changeRow));
    show("one-history", venue.changes?.length > 0);
    show("one-unchanged", !venue.changes?.length);
    for (const part of ["one-own", "one-visits", "one-head-acts"]) show(part, own);
    show("one-elsewhere", !own);
    if (own) acts(venue);
    return own;
  }

  $("one-recount").addEventListener("click", () => void visits());
  return {
    /** @param {string} asked the venue's id */
    open: async (asked) => {
      id = encodeURIComponent(asked);
      try {
        const own = await draw();
        show("one-all");
        say("one-state", "");
        focusOn("one-heading");
        if (own) await visits();
      } catch (error) {
        say("one-state", reason(error));
      }
    },
  };
}
