/** Rows of a table of venues as they were understood: what would be stored, what was altered, what is to be mended. */

import { categoryName } from "../../parts/categories.mjs";
import { shown } from "../../parts/code.mjs";
import { h } from "../../parts/dom.mjs";
import { inLanguage, t } from "../../parts/i18n.mjs";

/**
 * @typedef {object} Row
 * @property {number} line
 * @property {"ready" | "created" | "exists" | "faulty"} state
 * @property {string} [name]
 * @property {string} [category]
 * @property {string} [address]
 * @property {string} [contact_phone]
 * @property {number} [capacity]
 * @property {{name?: string}} [unit]
 * @property {string} [venue_id]
 * @property {string} [code]
 * @property {{field: string, note: string, was: string}[]} [notes]
 * @property {{field: string, text: {vi: string, en: string}}[]} [faults]
 */
/**
 * @typedef {object} FileFacts
 * @property {string} [encoding]
 * @property {string} [sheet]
 * @property {string[]} [other_sheets]
 * @property {string[]} [ignored]
 * @property {string[]} [aside]
 */

const STATES = { ready: "imp.ready", created: "sv.created", exists: "sv.exists", faulty: "imp.faulty" };
const LOOKS = { ready: "badge", created: "badge", exists: "badge off", faulty: "badge warn" };
/** @type {Record<string, string>} */
const NOTES = {
  "zero-restored": "imp.note-zero",
  "digits-restored": "imp.note-digits",
  word: "imp.note-word",
  "unit-by-name": "imp.note-unit",
  "number-grouped": "imp.note-number",
  "number-as-text": "imp.note-text",
  "lines-joined": "imp.note-lines",
};

/** What needs a look stands first. @param {Row[]} rows */
export const inOrder = (rows) => {
  /** @param {Row} row */
  const rank = (row) => (row.faults?.length ? 0 : row.notes?.length ? 1 : 2);
  return [...rows].sort((one, other) => rank(one) - rank(other) || one.line - other.line);
};

/** @param {Row} row @param {string} field */
const remarks = (row, field) => (row.notes ?? [])
  .filter((note) => note.field === field && NOTES[note.note])
  .map((note) => h("span", { class: "remark" }, t(NOTES[note.note] ?? "", { was: note.was })));

/** @param {Row} row */
export function rowOf(row) {
  /** @param {string} label @param {string} field @param {unknown} said */
  const cell = (label, field, said) =>
    said || remarks(row, field).length ? h("td", { "data-label": label }, String(said ?? ""), ...remarks(row, field)) : h("td", { class: "none" });
  return h(
    "tr",
    { class: row.state === "faulty" ? "bad" : "" },
    h("th", { scope: "row", class: "n" }, h("span", { class: "line-word" }, `${t("sv.line")} `), String(row.line)),
    h("td", {}, h("span", { class: LOOKS[row.state] }, t(STATES[row.state])), row.code ? h("span", { class: "code" }, ` ${shown(row.code)}`) : "",
      ...(row.faults ?? []).map((fault) => h("p", { class: "fault small" }, inLanguage(fault.text)))),
    cell(t("sv.name"), "name", row.name),
    cell(t("sv.category"), "category", row.category && categoryName(row.category)),
    cell(t("sv.address"), "address", row.address),
    cell(t("imp.phone"), "contact_phone", row.contact_phone),
    cell(t("imp.capacity"), "capacity", row.capacity),
    cell(t("imp.unit"), "unit_code", row.unit?.name),
  );
}

/** How the file was read, and what in it was not. @param {FileFacts} file @returns {string[]} */
export const told = (file) => [
  file.encoding === "windows-1258" ? t("imp.encoding") : "",
  file.sheet && file.other_sheets?.length ? t("imp.sheets", { name: file.sheet, others: file.other_sheets.join(", ") }) : "",
  file.ignored?.length ? t("imp.ignored", { names: file.ignored.join(", ") }) : "",
  file.aside?.length ? t("imp.aside", { lines: file.aside.join("; ") }) : "",
].filter(Boolean);
