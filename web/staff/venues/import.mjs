/** Many venues from a table: looked at as soon as it is chosen, then stored; what needs mending is taken away as a file. */

import { Refusal } from "../../parts/api.mjs";
import { $, focusOn, h, input, say, show } from "../../parts/dom.mjs";
import { busy, clearFaults, showFaults } from "../../parts/form.mjs";
import { inLanguage, t } from "../../parts/i18n.mjs";
import { keep, XLSX } from "../../parts/keep.mjs";
import { posters } from "../../parts/posters.mjs";
import { reason, smallPrint } from "../../parts/problem.mjs";
import { staffAsk, staffCall } from "../../parts/session.mjs";
import { inOrder, rowOf, told } from "./import-rows.mjs";

/** @typedef {import("./import-rows.mjs").Row} Row */
const PATIENCE = 60_000;
const SHOWN = 100;
const PRINTED = 100;

export function wireImport() {
  const form = /** @type {HTMLFormElement} */ ($("import-form"));
  /** What was chosen, as it was then: the same bytes are stored that were looked at. @type {Blob | undefined} */
  let chosen;
  let turn = 0;
  /** @type {Row[]} */
  let rows = [];
  let printed = 0;

  /** @param {unknown} error */
  const refused = (error) => {
    const texts = error instanceof Refusal ? error.errors.map((each) => inLanguage(each.text)) : [];
    showFaults(form, [{ field: "file", text: texts.slice(0, 5).join(" ") || reason(error) }], { text: "", small: smallPrint(error) });
  };
  /** Bytes, whatever they are: a gateway takes text for UTF-8. @param {string} query @param {Blob} body */
  const sent = (query, body) => staffAsk(`/venue-imports${query}`, { body, type: "application/octet-stream", patience: PATIENCE, has: "rows" });

  /** @param {number} upTo */
  const draw = (upTo) => {
    const found = input("only-faulty").checked ? rows.filter((row) => row.state === "faulty") : rows;
    $("report-rows").replaceChildren(...inOrder(found).slice(0, upTo).map(rowOf));
    show("report-more", found.length > upTo);
    $("report-more").onclick = () => draw(upTo + SHOWN);
  };
  /** @param {any} answer @param {string} heading */
  const report = (answer, heading) => {
    rows = answer.rows;
    const file = told(answer.file);
    say("report-heading", heading);
    $("report-file").replaceChildren(...file.map((text) => h("li", {}, text)));
    show("report-file", file.length > 0);
    show("only", answer.faulty > 0 && answer.faulty < rows.length);
    input("only-faulty").checked = false;
    draw(SHOWN);
    show("report");
    focusOn("report-heading");
  };

  /** @param {any} answer */
  const looked = (answer) => {
    const { ready, faulty, existing } = answer;
    report(answer, [t("imp.count-ready", { count: ready }), existing ? t("imp.count-existing", { count: existing }) : "", faulty ? t("imp.count-faulty", { count: faulty }) : ""].filter(Boolean).join(", "));
    say("report-text", t(faulty ? "imp.some" : ready ? "imp.all" : "imp.none"));
    say("import-go", t("imp.go", { count: ready }));
    show("import-go", ready > 0);
    say("remarks", t("imp.remarks", { count: faulty }));
    show("remarks", faulty > 0);
    show("print", false);
  };
  /** @param {any} answer */
  const stored = (answer) => {
    report(answer, t("sv.imported", { count: answer.created }));
    say("report-text", [answer.existing ? t("sv.imported-text", { count: answer.existing }) : "", answer.faulty ? t("imp.left", { count: answer.faulty }) : ""].filter(Boolean).join(" "));
    show("import-go", false);
    printed = 0;
    printable();
  };
  const made = () => rows.flatMap((row) => (row.venue_id ? [row.venue_id] : []));
  const printable = () => {
    const left = made().length - printed;
    say("print", t(printed ? "imp.print-more" : "imp.print", { count: Math.min(left, PRINTED) }));
    show("print", left > 0);
  };

  const look = async () => {
    const file = input("file").files?.[0];
    const mine = ++turn;
    clearFaults(form);
    show("report", false);
    say("file-state", file ? t("imp.reading") : "");
    if (!file) return;
    try {
      chosen = new Blob([await file.arrayBuffer()]);
      const answer = await sent("?preview=true", chosen);
      if (mine === turn) looked(answer);
    } catch (error) {
      if (mine === turn) refused(error);
    } finally {
      if (mine === turn) say("file-state", t("imp.chosen", { name: file.name }));
    }
  };
  input("file").addEventListener("change", () => void look());
  input("only-faulty").addEventListener("change", () => draw(SHOWN));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!input("file").files?.length) return showFaults(form, [{ field: "file", text: t("sv.no-file") }]);
    void look();
  });
  /** @param {string} id @param {() => Promise<void>} work */
  const does = (id, work) => $(id).addEventListener("click", () => void busy(/** @type {HTMLButtonElement} */ ($(id)), work).catch(refused));
  does("import-go", async () => {
    if (chosen) stored(await sent("?rows=good", chosen));
  });
  does("remarks", async () => {
    if (chosen) await keep(await staffCall("/venue-imports/remarks", { body: chosen, type: "application/octet-stream", gives: XLSX, patience: PATIENCE }), "dia-diem-can-sua.xlsx");
  });
  does("template", async () => keep(await staffCall("/venue-imports/template", { gives: XLSX }), "mau-dia-diem.xlsx"));
  does("print", async () => {
    await posters(staffCall, made().slice(printed, printed + PRINTED), "A4");
    printed += PRINTED;
    printable();
  });
}
