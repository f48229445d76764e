/** The list of venues: filters and order in the address, twenty rows a page, what may be done with each. */

import { categoryName } from "../../parts/categories.mjs";
import { shown } from "../../parts/code.mjs";
import { $, h, input, say, show } from "../../parts/dom.mjs";
import { busy } from "../../parts/form.mjs";
import { t } from "../../parts/i18n.mjs";
import { keep, XLSX } from "../../parts/keep.mjs";
import { poster } from "../../parts/posters.mjs";
import { may } from "../../parts/roles.mjs";
import { staffAsk, staffCall } from "../../parts/session.mjs";
import { isActive, reissue, turn } from "../../parts/venue-acts.mjs";
import { wirePicked } from "./picked.mjs";
import { fillToday, todayCell } from "./visits.mjs";

const ROWS = 20;
/** Filters of the list: name in the address and the field it stands in. @type {Record<string, string>} */
const FIELDS = { q: "q", category: "kind", status: "state", sort: "sort" };
const COMMUNE = 5; // digits of its code

/** @param {{fault: (error: unknown) => void, announce: (text: string) => void, unit: {code?: string}}} page */
export function wireList({ fault, announce, unit }) {
  /** @type {string | undefined} */
  let cursor;
  /** @type {number | undefined} */
  let total;
  let count = 0;
  const picked = wirePicked(fault);
  /** Where the visits of today will stand, by venue. @type {Map<string, HTMLElement>} */
  let today = new Map();

  /** @param {() => Promise<string | null | void>} work */
  const run = (work) => {
    fault(null);
    announce("");
    work()
      .then(async (told) => {
        if (!told) return;
        announce(told);
        await load(false);
      })
      .catch(fault);
  };

  /** @param {any} venue */
  const row = (venue) => {
    const active = isActive(venue);
    const visits = todayCell();
    today.set(venue.venue_id, visits);
    /** @param {string} text @param {() => Promise<string | null | void>} work */
    const act = (text, work) =>
      h("button", { type: "button", class: "link", onclick: () => run(work) }, text, h("span", { class: "quiet" }, ` ${venue.name}`));
    return h(
      "tr",
      {},
      h("td", { class: "pick" }, active && picked.box(venue)),
      h("th", { scope: "row" }, h("a", { href: `/staff/venues?view=one&venue=${venue.venue_id}` }, venue.name)),
      h("td", { "data-label": t("sv.category") }, categoryName(venue.category)),
      h("td", { "data-label": t("sv.address") }, venue.address),
      h("td", { "data-label": t("sv.code") }, h("span", { class: "code" }, shown(venue.code))),
      h("td", {}, h("span", { class: active ? "badge" : "badge off" }, t(active ? "venue.active" : "venue.inactive"))),
      visits,
      h(
        "td",
        {},
        h(
          "div",
          { class: "acts" },
          active && act(t("poster.pdf", { size: "A4" }), () => poster(staffCall, venue, "pdf", "A4")),
          active && act(t("poster.pdf", { size: "A5" }), () => poster(staffCall, venue, "pdf", "A5")),
          may("updateVenue") && h("a", { class: "link", href: `/staff/venues?view=edit&venue=${venue.venue_id}` }, t("ve.open"), h("span", { class: "quiet" }, ` ${venue.name}`)),
          may("deactivateVenue") &&
            h("details", { class: "apart" }, h("summary", {}, t("sv.others"), h("span", { class: "quiet" }, ` ${venue.name}`)),
              active && may("reissueVenueCode") && act(t("venue.reissue"), () => reissue(staffCall, venue)),
              act(t(active ? "venue.stop" : "venue.start"), () => turn(staffCall, venue))),
        ),
      ),
    );
  };

  const asked = () => {
    const given = new URLSearchParams(location.search);
    return new URLSearchParams([...given].filter(([name, said]) => said && (name === "unit" || name in FIELDS)));
  };

  const unordered = () => new URLSearchParams([...asked()].filter(([name]) => name !== "sort"));

  /** @param {boolean} on further rows, after those shown */
  async function load(on) {
    const query = new URLSearchParams([["limit", String(ROWS)], ...asked()]);
    if (on && cursor) query.set("cursor", cursor);
    $("frame").setAttribute("aria-busy", "true");
    const found = await staffAsk(`/venues?${query}`, { has: "venues" })
      .catch((error) => {
        show("frame", count > 0); // a refusal leaves no table without rows
        throw error;
      })
      .finally(() => $("frame").removeAttribute("aria-busy"));
    if (!on) {
      $("rows").replaceChildren();
      count = 0;
    }
    count += found.venues.length;
    cursor = found.next_cursor;
    today = new Map();
    $("rows").append(...found.venues.map(row));
    void fillToday(today);
    show("frame", count > 0);
    show("empty", count === 0);
    show("more", Boolean(cursor));
    if (!on) total = found.total;
    picked.tell();
    show("list-file", count > 0);
    const told = !cursor ? t("sv.count", { count }) : total ? t("sv.count-of", { count, total }) : t("sv.count-more", { count });
    say("count", count ? told : "");
  }

  // whoever sees several communes has each by name: the newest of all of them are no one list
  show("sort-field", (asked().get("unit") ?? unit.code)?.length === COMMUNE);
  const reload = () => void load(false).catch(fault);
  for (const [name, field] of Object.entries(FIELDS)) input(field).value = asked().get(name) ?? "";
  $("filters").addEventListener("submit", (event) => {
    event.preventDefault();
    const next = Object.entries(FIELDS).map(([name, field]) => [name, input(field).value.trim()]).filter(([, said]) => said);
    history.replaceState(null, "", `/staff/venues${next.length ? `?${new URLSearchParams(next)}` : ""}`);
    fault(null);
    reload();
  });
  for (const field of ["kind", "state", "sort"]) input(field).addEventListener("change", () => /** @type {HTMLFormElement} */ ($("filters")).requestSubmit());
  $("list-file").addEventListener("click", () => {
    fault(null);
    void busy(/** @type {HTMLButtonElement} */ ($("list-file")), async () => keep(await staffCall(`/venue-exports?${unordered()}`, { gives: XLSX }), "dia-diem.xlsx")).catch(fault);
  });
  $("more").addEventListener("click", () => void load(true).catch(fault));
  return { reload };
}
