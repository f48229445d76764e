/** An owner's venues: posters, changing what is said of them, a new code, stopping and starting. */

import { askAlike } from "../../parts/alike.mjs";
import { categoryName } from "../../parts/categories.mjs";
import { shown } from "../../parts/code.mjs";
import { $, focusOn, h, panel, say, show } from "../../parts/dom.mjs";
import { note } from "../../parts/form.mjs";
import { t } from "../../parts/i18n.mjs";
import { citizen, citizenCall } from "../../parts/outbox.mjs";
import { startPage } from "../../parts/page.mjs";
import { posterButtons } from "../../parts/posters.mjs";
import * as presence from "../../parts/presence.mjs";
import { otherwise, watchSignedOut } from "../../parts/signed-out.mjs";
import { isActive, reissue, turn } from "../../parts/venue-acts.mjs";
import { wireVenueEdit } from "../../parts/venue-edit.mjs";

/** @param {string} text */
function tell(text) {
  say("told", text);
  show("told", Boolean(text));
}

/** @param {() => Promise<string | null | void>} work */
async function run(work) {
  show("fault", false);
  tell("");
  try {
    const told = await work();
    if (!told) return;
    tell(told);
    await draw();
  } catch (error) {
    note("fault", otherwise(error));
  }
}

/** @param {any} venue */
function card(venue) {
  const active = isActive(venue);
  const name = h("span", { class: "quiet" }, ` ${venue.name}`);
  return h(
    "article",
    { class: "card venue" },
    h("h2", {}, venue.name),
    h("p", { class: "small" }, [categoryName(venue.category), venue.address].filter(Boolean).join(" · ")),
    h("p", { class: "top" }, h("span", { class: "code" }, shown(venue.code)), h("span", { class: active ? "badge" : "badge off" }, t(active ? "venue.active" : "venue.inactive"))),
    active ? h("div", { class: "posters" }, ...posterButtons(citizenCall, venue, run, tell)) : null,
    h(
      "div",
      { class: "actions" },
      h("a", { class: "link", href: `/venue?edit=${venue.venue_id}` }, t("ve.open"), name.cloneNode(true)),
      active ? h("button", { type: "button", class: "link", onclick: () => run(() => reissue(citizenCall, venue)) }, t("venue.reissue"), name.cloneNode(true)) : null,
      h("button", { type: "button", class: "link", onclick: () => run(() => turn(citizenCall, venue)) }, t(active ? "venue.stop" : "venue.start"), name),
    ),
  );
}

async function draw() {
  const { venues } = (await presence.identity()) ? await citizen("/me/venues", { has: "venues" }) : { venues: [] };
  $("list").replaceChildren(...venues.map(card));
  $("list").removeAttribute("aria-busy");
  show("list", venues.length > 0);
  show("empty", venues.length === 0);
}

const edit = wireVenueEdit({
  ask: citizen,
  done: async (venue) => {
    history.pushState(null, "", "/venue");
    await view();
    tell(t("ve.done", { name: venue.name }));
    askAlike(venue, { link: (other) => `/c#${other.code}`, same: () => void run(() => turn(citizenCall, venue)) });
    focusOn("told");
  },
});

/** One venue to change, or all of them. */
async function view() {
  const asked = new URLSearchParams(location.search).get("edit");
  panel(asked ? "edit" : "mine");
  await (asked ? edit.open(asked) : draw());
}

/** @param {unknown} error */
function unseen(error) {
  show("list", false);
  note("fault", otherwise(error));
}
addEventListener("popstate", () => void view().catch(unseen));
void startPage().then(watchSignedOut).then(view).catch(unseen);
