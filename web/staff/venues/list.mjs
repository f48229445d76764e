/** The list of venues: filters in the address, twenty rows a page, what may be done with each. */

import { categoryName } from "../../parts/categories.mjs";
import { shown } from "../../parts/code.mjs";
import { $, h, input, say, select, show } from "../../parts/dom.mjs";
import { t } from "../../parts/i18n.mjs";
import { poster } from "../../parts/posters.mjs";
import { may } from "../../parts/roles.mjs";
import { staffAsk, staffCall } from "../../parts/session.mjs";
import { isActive, reissue, turn } from "../../parts/venue-acts.mjs";

const ROWS = 20;

/** @param {{fault: (error: unknown) => void, announce: (text: string) => void}} tell */
export function wireList({ fault, announce }) {
  /** @type {string | undefined} */
  let cursor;
  let count = 0;

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
    /** @param {string} text @param {() => Promise<string | null | void>} work */
    const act = (text, work) =>
      h("button", { type: "button", class: "link", onclick: () => run(work) }, text, h("span", { class: "quiet" }, ` ${venue.name}`));
    return h(
      "tr",
      {},
      h("th", { scope: "row" }, venue.name),
      h("td", { "data-label": t("sv.category") }, categoryName(venue.category)),
      h("td", { "data-label": t("sv.address") }, venue.address),
      h("td", { "data-label": t("sv.code") }, h("span", { class: "code" }, shown(venue.code))),
      h("td", {}, h("span", { class: active ? "badge" : "badge off" }, t(active ? "venue.active" : "venue.inactive"))),
      h(
        "td",
        {},
        h(
          "div",
          { class: "acts" },
          active && act(t("poster.pdf", { size: "A4" }), () => poster(staffCall, venue, "pdf", "A4")),
          active && act(t("poster.pdf", { size: "A5" }), () => poster(staffCall, venue, "pdf", "A5")),
          may("updateVenue") && h("a", { class: "link", href: `/staff/venues?view=edit&venue=${venue.venue_id}` }, t("ve.open"), h("span", { class: "quiet" }, ` ${venue.name}`)),
          active && may("reissueVenueCode") && act(t("venue.reissue"), () => reissue(staffCall, venue)),
          may("deactivateVenue") && act(t(active ? "venue.stop" : "venue.start"), () => turn(staffCall, venue)),
        ),
      ),
    );
  };

  /** @param {boolean} on further rows, after those shown */
  async function load(on) {
    const query = new URLSearchParams({ limit: String(ROWS) });
    const asked = new URLSearchParams(location.search);
    for (const name of ["q", "category", "unit"]) if (asked.get(name)) query.set(name, asked.get(name) ?? "");
    if (on && cursor) query.set("cursor", cursor);
    $("frame").setAttribute("aria-busy", "true");
    const found = await staffAsk(`/venues?${query}`, { has: "venues" });
    if (!on) {
      $("rows").replaceChildren();
      count = 0;
    }
    count += found.venues.length;
    cursor = found.next_cursor;
    $("rows").append(...found.venues.map(row));
    $("frame").removeAttribute("aria-busy");
    show("frame", count > 0);
    show("empty", count === 0);
    show("more", Boolean(cursor));
    say("count", count ? t(cursor ? "sv.count-more" : "sv.count", { count }) : "");
  }

  const reload = () => void load(false).catch(fault);
  const asked = new URLSearchParams(location.search);
  input("q").value = asked.get("q") ?? "";
  select("kind").value = asked.get("category") ?? "";
  $("filters").addEventListener("submit", (event) => {
    event.preventDefault();
    const next = new URLSearchParams();
    if (input("q").value.trim()) next.set("q", input("q").value.trim());
    if (select("kind").value) next.set("category", select("kind").value);
    history.replaceState(null, "", `/staff/venues${next.size ? `?${next}` : ""}`);
    fault(null);
    reload();
  });
  $("more").addEventListener("click", () => void load(true).catch(fault));
  return { reload };
}
