/** What may be done to a venue, by its owner or by staff: the caller brings the call that carries its token. */

import { askReason } from "./ask.mjs";
import { shown } from "./code.mjs";
import { t } from "./i18n.mjs";

/** @typedef {(path: string, options?: any) => Promise<Response>} Call */
/** @typedef {{venue_id: string, code: string, name: string, status: string}} Named */

/** @param {{status: string}} venue */
export const isActive = (venue) => !/^deactivated$/i.test(venue.status);

/** A new code; the old posters end at once. @param {Call} call @param {Named} venue @returns {Promise<string | null>} what to tell */
export async function reissue(call, venue) {
  const reason = await askReason({
    title: t("venue.reissue-title", { name: venue.name }),
    text: t("venue.reissue-text", { code: shown(venue.code) }),
    yes: t("venue.reissue-yes"),
    danger: true,
  });
  if (reason === null) return null;
  const answer = await (await call(`/venues/${venue.venue_id}/codes`, { body: { reason }, has: "code" })).json();
  return t("venue.reissued", { code: shown(answer.code) });
}

/** @param {Call} call @param {Named} venue @returns {Promise<string | null>} what to tell */
export async function turn(call, venue) {
  const active = isActive(venue);
  const reason = await askReason({
    title: t(active ? "venue.stop-title" : "venue.start-title", { name: venue.name }),
    text: t(active ? "venue.stop-text" : "venue.start-text"),
    yes: t(active ? "venue.stop-yes" : "venue.start-yes"),
    danger: active,
  });
  if (reason === null) return null;
  await call(`/venues/${venue.venue_id}/${active ? "deactivate" : "activate"}`, { body: { reason }, has: "venue_id" });
  return t(active ? "venue.stopped" : "venue.started", { name: venue.name });
}
