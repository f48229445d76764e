/** The desk: visits of people without a phone, recorded by staff. The venue is chosen once. */

import { readVenue, shown } from "../../parts/code.mjs";
import { $, focusOn, h, input, panel, say, show } from "../../parts/dom.mjs";
import { categoryName } from "../../parts/categories.mjs";
import { t } from "../../parts/i18n.mjs";
import { reason } from "../../parts/problem.mjs";
import { may } from "../../parts/roles.mjs";
import { staffAsk } from "../../parts/session.mjs";
import { startStaff } from "../../parts/staff.mjs";
import { wirePersons } from "./persons.mjs";

/** @param {unknown} error */
function fault(error) {
  const text = error ? reason(error) : "";
  say("fault", text);
  show("fault", Boolean(text));
}

/** @param {any} venue */
function choose(venue) {
  history.replaceState(null, "", `/staff/desk?venue=${venue.venue_id}`);
  say("venue-name", venue.name);
  say("venue-detail", [categoryName(venue.category), venue.address, shown(venue.code)].filter(Boolean).join(" · "));
  persons.at(venue);
  panel("work");
  focusOn("venue-name");
}

/** @param {any} venue */
const row = (venue) =>
  h("li", {}, h("button", { type: "button", class: "choice", onclick: () => choose(venue) }, h("b", {}, venue.name), h("br"),
    h("small", {}, [venue.address, shown(venue.code)].filter(Boolean).join(" · "))));

/** @param {string} query */
async function find(query) {
  fault(null);
  const code = readVenue(query)?.code;
  const found = code ? [await staffAsk(`/venues/${code}`, { has: "venue_id" })] : (await staffAsk(`/venues?${new URLSearchParams({ q: query, limit: "20" })}`, { has: "venues" })).venues;
  $("found").replaceChildren(...found.map(row));
  say("found-state", t("desk.found", { count: found.length }));
}

const who = await startStaff();
const persons = wirePersons({ fault, unit: who.unit });
$("find").addEventListener("submit", (event) => {
  event.preventDefault();
  find(input("q").value.trim()).catch(fault);
});
$("change").addEventListener("click", () => {
  persons.rest();
  panel("choose");
  $("q").focus();
});
const asked = new URLSearchParams(location.search).get("venue");
if (!may("recordVisitByStaff")) panel("work"); // who only looks people up does so nowhere in particular
else if (asked) staffAsk(`/venues/${encodeURIComponent(asked)}`, { has: "venue_id" }).then(choose, fault);
else find("").catch(fault);
