/** Names of venues by id, each asked for once a page. */

import { shown } from "./code.mjs";
import { staffAsk } from "./session.mjs";

/** @type {Map<string, string>} */
const names = new Map();

/** @param {Iterable<string | undefined>} ids @returns {Promise<void>} when every name that can be had is known */
export async function learnVenues(ids) {
  const missing = [...new Set(ids)].filter((id) => id && !names.has(id));
  await Promise.all(
    missing.map((id) =>
      staffAsk(`/venues/${id}`, { has: "venue_id" }).then((venue) => void names.set(String(id), venue.name), () => undefined),
    ),
  );
}

/** @param {string} id */
export const venueName = (id) => names.get(id) ?? shown(id);
