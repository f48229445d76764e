/** The venues somebody of staff worked at last, kept on the device by user: a desk opens where it was yesterday. */

const KEY = "last-places";
const MOST = 6;

/** @typedef {{venue_id: string, name: string, code: string, address?: string, category: string, unit?: any}} Place */

/** @returns {Record<string, Place[]>} */
function all() {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? "{}") ?? {};
  } catch {
    return {};
  }
}

/** The last one first. @param {string} user */
export const lastPlaces = (user) => all()[user] ?? [];

/** @param {string} user @param {Place} place */
export function usedPlace(user, { venue_id, name, code, address, category, unit }) {
  const others = lastPlaces(user).filter((each) => each.venue_id !== venue_id);
  const next = { ...all(), [user]: [{ venue_id, name, code, address, category, unit }, ...others].slice(0, MOST) };
  try {
    localStorage.setItem(KEY, JSON.stringify(next));
  } catch {
    /* storage refused: the list of all is there */
  }
}

/** A place that is no more. @param {string} user @param {string} venue_id */
export function forgetPlace(user, venue_id) {
  const kept = lastPlaces(user).filter((each) => each.venue_id !== venue_id);
  try {
    localStorage.setItem(KEY, JSON.stringify({ ...all(), [user]: kept }));
  } catch {
    /* as above */
  }
}
