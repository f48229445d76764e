/** Contacts as table rows (cards on a phone): who, why, what was done, until when. */

import { evidenceOf, wireContact } from "./contact.mjs";
import { normalised, shown } from "./code.mjs";
import { $, h, say, show } from "./dom.mjs";
import { due } from "./due.mjs";
import { kindName } from "./evidence.mjs";
import { STATES } from "./follow-up.mjs";
import { homeOf } from "./home.mjs";
import { t } from "./i18n.mjs";
import { icon } from "./icon.mjs";
import { moment } from "./moment.mjs";
import { staffAsk } from "./session.mjs";
import { learnVenues } from "./venue-names.mjs";

/** @typedef {import("./contact.mjs").Contact} Contact */

const ROWS = 20;
const MOST_ASKS = 5;
const FEW = 2;
const TICK = 30_000;

/** @param {Contact} row */
const key = (row) => `${normalised(row.case_id)}/${row.person_id}`;

/** The clock of a row, by word, icon and colour. @param {Contact} row @param {number} now */
function clockOf(row, now) {
  if (row.status !== "to_call" || row.became_case_id) return null;
  const { state, text } = due(row.due_at, now);
  return h("span", { class: `due ${state}` }, state === "later" ? null : icon(state === "late" ? "refused" : "waiting"), text);
}

/** @param {Contact} row @param {(id: string) => string | undefined} person */
function why(row, person) {
  const all = evidenceOf(row, person);
  const rest = all.slice(FEW);
  return [
    h("ul", { class: "evidence" }, ...all.slice(0, FEW)),
    rest.length > 0 && h("details", {}, h("summary", {}, t("contact.more-evidence", { count: rest.length })), h("ul", { class: "evidence" }, ...rest)),
  ];
}

/**
 * @param {{query: () => URLSearchParams, fault: (error: unknown) => void, cases?: boolean, batch?: number, sorted?: boolean,
 *   drawn?: () => void}} page `cases`: rows are of several cases, so each names its own; `batch`: rows an answer;
 *   `sorted`: what was read is shown due first
 */
export function wireContacts({ query, fault, cases = false, batch = ROWS, sorted = false, drawn }) {
  /** @type {Map<string, Contact>} */
  const rows = new Map();
  /** @type {string | undefined} */
  let cursor;
  /** Read, not shown yet. @type {Contact[]} */
  let waiting = [];
  /** @param {string} id */
  const person = (id) => [...rows.values()].find((row) => row.person_id === id)?.display_name;

  const dialog = wireContact({
    person,
    behind: () => void load(false).catch(fault),
    changed: (row) => {
      rows.set(key(row), row);
      const old = document.getElementById(`row-${key(row)}`);
      const made = rowOf(row);
      old?.replaceWith(made);
      /** @type {HTMLElement | null} */ (made.querySelector(".acts button"))?.focus();
      say("contacts-told", t("contact.saved", { name: row.display_name, state: t(STATES[row.status]) }));
    },
  });

  /** @param {Contact} row */
  const rowOf = (row) => {
    /** @param {string} text @param {() => void} work @param {string} style */
    const act = (text, work, style) =>
      h("button", { type: "button", class: style, onclick: work }, text, h("span", { class: "quiet" }, ` ${row.display_name}`));
    const open = row.status !== "closed" && !row.became_case_id; // an F0 is called as such, in their own case
    return h("tr", { id: `row-${key(row)}`, class: row.overdue ? "overdue" : undefined },
      h("th", { scope: "row" }, row.display_name,
        h("span", { class: "small" }, [row.phone_masked || t("contact.no-phone"), row.year_of_birth, homeOf(row)].filter(Boolean).join(" · "))),
      h("td", {}, h("span", { class: `grade ${row.level.toLowerCase()}` }, row.level), ` ${kindName(row.closeness)}`,
        row.became_case_id && h("a", { class: "badge warn", href: `/tracer/case#${normalised(row.became_case_id)}` }, t("contact.became-case")),
        row.doubtful && h("span", { class: "badge warn" }, t(row.predates_registration ? "contact.predates" : "contact.doubtful")),
        cases && h("a", { class: "small block", href: `/tracer/case#${normalised(row.case_id)}` }, t("case.named", { code: shown(row.case_id) }))),
      h("td", {}, ...why(row, person)),
      h("td", {}, h("span", { class: `state ${row.status}` }, t(STATES[row.status])), clockOf(row, Date.now()),
        row.attempts > 0 && h("span", { class: "small block" }, t("contact.attempts", { count: row.attempts })),
        h("span", { class: "small block" }, row.told_at ? t("contact.told", { when: moment(Date.parse(row.told_at), Date.now()) }) : t(row.doubtful ? "contact.untold-doubtful" : "contact.untold")),
        row.handed_over && h("span", { class: "badge off" }, t(row.accepted_at ? "contact.accepted" : "contact.handed-over", { unit: row.unit.name }))),
      h("td", {}, h("div", { class: "acts" },
        open && act(t("contact.call-row"), () => dialog.show(row, true), "button main"),
        act(t("contact.result-row"), () => dialog.show(row), "button"))));
  };

  /** Asks until there is a page to show: a filter may leave an answer empty although there is more. @param {number} wanted @param {boolean} on */
  const read = async (wanted, on) => {
    for (let asks = 0; asks < MOST_ASKS && waiting.length < wanted && (cursor || !asks); asks++) {
      const asked = query();
      asked.set("limit", String(batch));
      if (cursor) asked.set("cursor", cursor);
      const found = await staffAsk(`/contacts?${asked}`, { has: "contacts" });
      const known = new Set([...(on ? rows.keys() : []), ...waiting.map(key)]);
      waiting.push(...found.contacts.filter((/** @type {Contact} */ row) => !known.has(key(row))));
      cursor = found.next_cursor || undefined;
      if (!cursor) break;
    }
  };

  /** @param {boolean} on further rows, after those shown */
  async function load(on) {
    $("contacts-frame").setAttribute("aria-busy", "true");
    try {
      if (!on) [cursor, waiting] = [undefined, []];
      if (!on || cursor) await read(ROWS, on);
      if (sorted) waiting.sort((a, b) => a.due_at.localeCompare(b.due_at) || key(a).localeCompare(key(b)));
      const next = waiting.splice(0, ROWS);
      await learnVenues(next.flatMap((row) => row.evidence.map((piece) => (piece.venue_name ? "" : piece.venue_id))));
      if (!on) {
        rows.clear();
        $("contacts-rows").replaceChildren();
      }
      for (const row of next) rows.set(key(row), row);
      $("contacts-rows").append(...next.map(rowOf));
      const more = Boolean(cursor || waiting.length);
      show("contacts-frame", rows.size > 0);
      show("contacts-empty", rows.size === 0);
      show("contacts-more", more);
      say("contacts-count", rows.size ? t(more ? "contact.count-more" : "contact.count", { count: rows.size }) : "");
      drawn?.();
    } finally {
      $("contacts-frame").removeAttribute("aria-busy");
    }
  }

  $("contacts-more").addEventListener("click", () => void load(true).catch(fault));
  setInterval(() => {
    for (const row of rows.values()) document.getElementById(`row-${key(row)}`)?.querySelector(".due")?.replaceWith(clockOf(row, Date.now()) ?? "");
  }, TICK);
  return {
    load: () => load(false),
    rows,
    /** @param {Contact} row */
    show: (row) => dialog.show(row),
  };
}
