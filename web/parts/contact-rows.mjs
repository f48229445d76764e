/** A list of contacts, read page by page, with what is left to do in numbers. */

import { clockOf, key, rowOf } from "./contact-row.mjs";
import { wireContact } from "./contact.mjs";
import { wireTasks } from "./contact-tasks.mjs";
import { $, input, say, show } from "./dom.mjs";
import { busy, value } from "./form.mjs";
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
  /** @param {Contact} row @param {string} [said] after somebody's own step: what was done, and where to go on */
  const changed = (row, said) => {
    rows.set(key(row), row);
    const made = drawn(row);
    document.getElementById(`row-${key(row)}`)?.replaceWith(made);
    if (!said) return;
    /** @type {HTMLElement | null} */ (made.querySelector(".acts button"))?.focus();
    say("contacts-told", said);
    void recount().catch(() => undefined); // the numbers of a moment ago stand
  };
  const dialog = wireContact({ person, changed, failed: fault, behind: () => void load(false).catch(fault) });
  /** @param {Contact} row */
  const drawn = (row) => rowOf(row, { person, cases, show: dialog.show });

  let sought = "";
  let seekMore = false;
  /** By number or name: in a body, and nowhere in the address. */
  const seek = async () => {
    const case_id = query().get("case_id");
    const found = await staffAsk("/contact-lookups", { body: { text: sought, ...(case_id && { case_id }) }, has: "contacts" });
    seekMore = Boolean(found.more);
    return /** @type {Contact[]} */ (found.contacts);
  };

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
      const known = new Set([...rows.keys(), ...found.map(key)]);
      found.push(...told.contacts.filter((/** @type {Contact} */ row) => !known.has(key(row))));
      counts = told.counts ?? counts;
      cursor = told.next_cursor || undefined;
    }
    return found;
  };

  const recount = async () => {
    const asked = query();
    asked.set("limit", "1");
    ({ counts } = await staffAsk(`/contacts?${asked}`, { has: "contacts" }));
    if (counts) counted?.(counts);
  };

  const total = () => {
    if (sought) return t(seekMore ? "find.found-more" : "find.found", { count: count(rows.size) });
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
      const next = await (sought ? seek() : read());
      await learnVenues(next.flatMap((row) => row.evidence.map((piece) => (piece.venue_name ? "" : piece.venue_id))));
      for (const row of next) rows.set(key(row), row);
      if (!on) $("contacts-rows").replaceChildren();
      $("contacts-rows").append(...next.map(drawn));
      show("contacts-frame", rows.size > 0);
      show("contacts-empty", rows.size === 0);
      show("contacts-more", Boolean(cursor));
      say("contacts-count", total());
      if (counts && !sought) counted?.(counts);
      show("find-clear", sought !== "");
      tasks.drawn();
    } finally {
      $("contacts-frame").removeAttribute("aria-busy");
      show("contacts-loading", false);
    }
  }

  const tasks = wireTasks({ rows, changed, fault });
  /** @param {string} text */
  const look = (text) => {
    fault(null);
    sought = text;
    return load(false);
  };
  $("find").addEventListener("submit", (event) => {
    event.preventDefault();
    const text = value("find-text");
    if (text) void busy(/** @type {HTMLButtonElement} */ ($("find-go")), () => look(text)).catch(fault);
    else input("find-text").focus();
  });
  $("find-clear").addEventListener("click", () => {
    input("find-text").value = "";
    void look("").then(() => input("find-text").focus(), fault);
  });
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
