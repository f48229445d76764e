/** Which venue the page stands in: its code at once, its name from this device or the server. */

import { ask } from "../../parts/api.mjs";
import { normalised, shown } from "../../parts/code.mjs";
import { say } from "../../parts/dom.mjs";
import { t } from "../../parts/i18n.mjs";
import { sentence } from "../../parts/problem.mjs";
import { refuses } from "../../parts/sending.mjs";
import { store } from "../../parts/store.mjs";

const FRESH = 7 * 24 * 3_600_000;

/** @param {string} code @param {any} [venue] */
export function showVenue(code, venue) {
  say("venue-code", shown(code));
  say("venue-name", venue?.name ?? t("c.venue", { code: shown(code) }));
  say("venue-detail", venue ? [venue.address, venue.unit?.name].filter(Boolean).join(", ") : navigator.onLine ? "" : t("c.name-later"));
}

/**
 * @param {{code: string, sent: string}} place @param {(why: string) => void} refuse
 */
export async function venueAt(place, refuse) {
  const kept = await store();
  const found = await kept.get("venues", place.code);
  // whoever forges a poster knows the code: only what the server has taken stands for the place
  const known = found && (found.sent === place.sent || place.sent.length === place.code.length) ? found : undefined;
  if (known) showVenue(place.code, known);
  if (known && Date.now() - (known.kept_at ?? 0) < FRESH) return;
  try {
    // no token: the answer is the same for everyone, so an edge cache may give it
    const venue = await ask(`/venues/${place.sent}`, { has: "code" });
    if (/^deactivated$/i.test(venue.status ?? "")) return refuse(t("c.deactivated"));
    if (normalised(venue.code) !== place.code) return refuse(t("c.retired"));
    await kept.put("venues", { ...venue, code: place.code, sent: place.sent, kept_at: Date.now() });
    showVenue(place.code, venue);
  } catch (error) {
    if (refuses(error)) return refuse(sentence(error.problem));
    if (!known) say("venue-detail", t("c.name-later"));
  }
}
