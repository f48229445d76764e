/** Many venues from a file: all or nothing, with a line for each row. */

import { Refusal } from "../../parts/api.mjs";
import { shown } from "../../parts/code.mjs";
import { $, focusOn, h, input, say, show } from "../../parts/dom.mjs";
import { busy, clearFaults, showFaults } from "../../parts/form.mjs";
import { inLanguage, t } from "../../parts/i18n.mjs";
import { reason, smallPrint } from "../../parts/problem.mjs";
import { staffAsk, staffCall } from "../../parts/session.mjs";
import { poster } from "../../parts/posters.mjs";

const PATIENCE = 60_000;

/** @param {{line?: number, field: string, text: {vi: string, en: string}}} fault */
const badRow = (fault) =>
  h("tr", { class: "bad" }, h("th", { scope: "row", class: "n" }, h("span", { class: "line-word" }, `${t("sv.line")} `), String(fault.line ?? "")), h("td", {}, t("sv.bad")),
    h("td", {}, h("span", { class: "code" }, fault.field), ` – ${inLanguage(fault.text)}`));

/** @param {any} row */
const goodRow = (row) =>
  h("tr", {}, h("th", { scope: "row", class: "n" }, h("span", { class: "line-word" }, `${t("sv.line")} `), String(row.line)), h("td", {}, t(row.state === "exists" ? "sv.exists" : "sv.created")),
    h("td", {}, row.name ? `${row.name} ` : "", h("span", { class: "code" }, shown(row.code)), " ",
      h("button", { type: "button", class: "link", onclick: () => poster(staffCall, { ...row, name: row.name ?? row.code, status: "" }, "pdf", "A4") },
        t("poster.pdf", { size: "A4" }), h("span", { class: "quiet" }, ` ${shown(row.code)}`))));

/** @param {string} heading @param {string} text @param {Node[]} rows */
function report(heading, text, rows) {
  say("report-heading", heading);
  say("report-text", text);
  $("report-rows").replaceChildren(...rows);
  show("report");
  focusOn("report-heading");
}

/** @param {unknown} error @param {HTMLFormElement} form */
function refused(error, form) {
  const rows = error instanceof Refusal ? error.errors.filter((each) => each.line !== undefined) : [];
  if (!rows.length) return showFaults(form, [], { text: reason(error), small: smallPrint(error) });
  const lines = new Set(rows.map((each) => each.line)).size;
  report(t("sv.refused", { count: lines }), t("sv.refused-text"), rows.map(badRow));
}

export function wireImport() {
  const form = /** @type {HTMLFormElement} */ ($("import-form"));
  input("file").addEventListener("change", async () => {
    const file = input("file").files?.[0];
    const lines = file ? (await file.text()).split(/\r?\n/).filter((line) => line.trim()).length - 1 : 0;
    say("file-state", file ? t("sv.lines", { count: Math.max(0, lines) }) : "");
    show("report", false);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const file = input("file").files?.[0];
    if (!file) return showFaults(form, [{ field: "file", text: t("sv.no-file") }]);
    void busy(/** @type {HTMLButtonElement} */ ($("import-go")), async () => {
      clearFaults(form);
      const text = (await file.text()).replace(/^\uFEFF/, "");
      const answer = await staffAsk("/venue-imports", { body: text, type: "text/csv", patience: PATIENCE, has: "rows" });
      report(t("sv.imported", { count: answer.created }), t("sv.imported-text", { count: answer.existing }), answer.rows.map(goodRow));
    }).catch((error) => refused(error, form));
  });
}
