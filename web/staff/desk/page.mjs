/** The desk: visits of people without a phone, recorded by staff. The venue is chosen once. */

import { readVenue, shown } from "../../parts/code.mjs";
import { $, focusOn, h, input, panel, say, show } from "../../parts/dom.mjs";
import { categoryName } from "../../parts/categories.mjs";
import { t } from "../../parts/i18n.mjs";
import { forgetPlace, lastPlaces, usedPlace } from "../../parts/last-places.mjs";
import { reason } from "../../parts/problem.mjs";
import { may } from "../../parts/roles.mjs";
import { lastUser, staffAsk } from "../../parts/session.mjs";
import { startStaff } from "../../parts/staff.mjs";
import { wirePersons } from "./persons.mjs";

/** @param {unknown} error */
function fault(error) {
  const text = error ? reason(error) : "";
  say("fault", text);
  show("fault", Boolean(text));
}

/** @param {any} venue */
function at(venue) {
  say("venue-name", venue.name);
  say("venue-detail", [categoryName(venue.category), venue.address, shown(venue.code)].filter(Boolean).join(" · "));
  usedPlace(lastUser(), venue);
  persons.at(venue);
  panel("work");
  focusOn("venue-name");
}

/** Work begins there; going back chooses anew. @param {any} venue */
function choose(venue) {
  history.pushState({ venue }, "", `/staff/desk?venue=${venue.venue_id}`);
  at(venue);
}

/** @param {any} venue */
const row = (venue) =>
  h("li", {}, h("button", { type: "button", class: "choice", onclick: () => choose(venue) }, h("b", {}, venue.name), h("br"),
    h("small", {}, [venue.address, shown(venue.code)].filter(Boolean).join(" · "))));

/** How many there are, as the first page says; unknown where they are too many to count. @type {number | undefined} */
let found;

/** @param {string} query @param {string} [cursor] more after those that are shown */
async function find(query, cursor) {
  fault(null);
  if (!cursor) $("found").replaceChildren();
  say("found-state", t("cf.finding"));
  const code = readVenue(query)?.code;
  const { venues, next_cursor, total } = code
    ? { total: 1, venues: [await staffAsk(`/venues/${code}`, { has: "venue_id" })], next_cursor: "" }
    : await staffAsk(`/venues?${new URLSearchParams({ q: query, limit: "20", ...(cursor && { cursor }) })}`, { has: "venues" });
  $("found").append(...venues.map(row));
  const count = $("found").children.length;
  if (!cursor) found = total; // later pages do not say it
  say("found-state", t(!next_cursor ? "desk.found" : found ? "desk.found-of" : "desk.found-first", { count, total: found }));
  more(next_cursor ? () => find(query, next_cursor) : undefined, t("desk.more-places"));
}

/** What the button below the list does; nothing hides it. @param {(() => Promise<void>) | undefined} work @param {string} text */
function more(work, text) {
  show("found-more", Boolean(work));
  say("found-more", text);
  $("found-more").onclick = () => void work?.().catch(failed);
}

/** @param {unknown} error */
function failed(error) {
  say("found-state", "");
  fault(error);
}

/** The places of the last days; somebody new sees all by name. */
function begin() {
  const last = lastPlaces(lastUser());
  if (!last.length) return find("");
  $("found").replaceChildren(...last.map(row));
  say("found-state", t("desk.last-places"));
  more(() => find(""), t("desk.all-places"));
  return Promise.resolve();
}

const who = await startStaff();
const persons = wirePersons({ fault, unit: who.unit });
$("find").addEventListener("submit", (event) => {
  event.preventDefault();
  find(input("q").value.trim()).catch(failed);
});
function anew() {
  persons.rest();
  panel("choose");
  begin().catch(failed);
  $("q").focus();
}
$("change").addEventListener("click", () => {
  history.pushState(null, "", "/staff/desk");
  anew();
});
addEventListener("popstate", () => {
  if (location.hash === "#main" || !may("recordVisitByStaff")) return;
  if (history.state?.venue) at(history.state.venue);
  else anew();
});
const asked = new URLSearchParams(location.search).get("venue");
if (!may("recordVisitByStaff")) panel("work"); // who only looks people up does so nowhere in particular
else if (asked)
  staffAsk(`/venues/${encodeURIComponent(asked)}`, { has: "venue_id" }).then((venue) => {
    history.replaceState({ venue }, "");
    at(venue);
  }, (error) => {
    forgetPlace(lastUser(), asked);
    fault(error);
    return begin();
  });
else begin().catch(failed);
