/** A list of contacts, read page by page, with what is left to do in numbers. */

import { clockOf, key, rowOf } from "./contact-row.mjs";
import { wireContact } from "./contact.mjs";
import { $, say, show } from "./dom.mjs";
import { STATES } from "./follow-up.mjs";
import { t } from "./i18n.mjs";
import { count } from "./num.mjs";
import { staffAsk } from "./session.mjs";
import { learnVenues } from "./venue-names.mjs";

/** @typedef {import("./contact.mjs").Contact} Contact */
/** @typedef {{to_call: number, overdue: number, unreachable: number, matching: number, more?: boolean}} Counts */

const ROWS = 20;
const MOST_ASKS = 5;
const TICK = 30_000;

/**
 * @param {{query: () => URLSearchParams, fault: (error: unknown) => void, cases?: boolean, counted?: (counts: Counts) => void}} page
 *   `cases`: rows are of several cases, so each names its own; `counted`: what is left to do, with each first page
 */
export function wireContacts({ query, fault, cases = false, counted }) {
  /** @type {Map<string, Contact>} */
  const rows = new Map();
  /** @type {string | undefined} */
  let cursor;
  /** @type {Counts | undefined} */
  let counts;
  /** @param {string} id */
  const person = (id) => [...rows.values()].find((row) => row.person_id === id)?.display_name;
  const dialog = wireContact({
    person,
    behind: () => void load(false).catch(fault),
    changed: (row) => {
      rows.set(key(row), row);
      const made = drawn(row);
      document.getElementById(`row-${key(row)}`)?.replaceWith(made);
      /** @type {HTMLElement | null} */ (made.querySelector(".acts button"))?.focus();
      say("contacts-told", t("contact.saved", { name: row.display_name, state: t(STATES[row.status]) }));
    },
  });
  /** @param {Contact} row */
  const drawn = (row) => rowOf(row, { person, cases, show: dialog.show });

  /** Asks until there is a page to show: a filter may leave an answer empty although there is more. */
  const read = async () => {
    /** @type {Contact[]} */
    const found = [];
    for (let asks = 0; asks < MOST_ASKS && found.length < ROWS && (cursor || !asks); asks++) {
      const asked = query();
      asked.set("sort", "urgent");
      asked.set("limit", String(ROWS));
      if (cursor) asked.set("cursor", cursor);
      const told = await staffAsk(`/contacts?${asked}`, { has: "contacts" });
      found.push(...told.contacts.filter((/** @type {Contact} */ row) => !rows.has(key(row))));
      counts = told.counts ?? counts;
      cursor = told.next_cursor || undefined;
    }
    return found;
  };

  const total = () => {
    if (!rows.size) return "";
    const all = counts?.matching ?? rows.size;
    if (!cursor && !counts?.more) return t("contact.count", { count: count(rows.size) });
    return t(counts?.more ? "contact.count-bound" : "contact.count-of", { count: count(rows.size), all: count(all) });
  };

  /** @param {boolean} on further rows, after those shown */
  async function load(on) {
    $("contacts-frame").setAttribute("aria-busy", "true");
    show("contacts-loading", !on);
    try {
      if (!on) {
        cursor = undefined;
        rows.clear();
      }
      const next = await read();
      await learnVenues(next.flatMap((row) => row.evidence.map((piece) => (piece.venue_name ? "" : piece.venue_id))));
      for (const row of next) rows.set(key(row), row);
      if (!on) $("contacts-rows").replaceChildren();
      $("contacts-rows").append(...next.map(drawn));
      show("contacts-frame", rows.size > 0);
      show("contacts-empty", rows.size === 0);
      show("contacts-more", Boolean(cursor));
      say("contacts-count", total());
      if (counts) counted?.(counts);
    } finally {
      $("contacts-frame").removeAttribute("aria-busy");
      show("contacts-loading", false);
    }
  }

  $("contacts-more").addEventListener("click", () => void load(true).catch(fault));
  setInterval(() => {
    for (const row of rows.values()) document.getElementById(`row-${key(row)}`)?.querySelector(".due")?.replaceWith(clockOf(row, Date.now()) ?? "");
  }, TICK);
  return {
    load: () => load(false),
    /** All the rows there are, for paper; false where `most` of them are shown and more follow. @param {number} most */
    loadAll: async (most) => {
      while (cursor && rows.size < most) await load(true);
      return !cursor;
    },
    rows,
    /** @param {Contact} row */
    show: (row) => dialog.show(row),
  };
}
