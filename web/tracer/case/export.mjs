/** The contacts as files of at most 500 people, a workbook or a CSV; each download gives its reason and is recorded. */

import { askReason } from "../../parts/ask.mjs";
import { $, say } from "../../parts/dom.mjs";
import { busy } from "../../parts/form.mjs";
import { inLanguage, t } from "../../parts/i18n.mjs";
import { TYPES, keep } from "../../parts/keep.mjs";
import { staffCall } from "../../parts/session.mjs";

/** @param {{id: () => string, fault: (error: unknown) => void}} page */
export function wireExport({ id, fault }) {
  /** @param {"xlsx" | "csv"} format */
  const wire = (format) => {
    /** @type {{cursor: string, why: string, part: number, of: string} | undefined} */
    let next;
    const name = format === "csv" ? t("case.csv") : t("case.xlsx");

    const file = async () => {
      if (next?.of !== id()) next = undefined;
      const why = next?.why ?? (await askReason({ title: t("case.file-title"), text: t("case.file-text"), yes: name }));
      if (why === null) return;
      const part = next?.part ?? 1;
      const body = { reason: why, format, language: inLanguage({ vi: "vi", en: "en" }), ...(next && { cursor: next.cursor }) };
      const answer = await staffCall(`/cases/${id()}/contact-exports`, { body, gives: TYPES[format] });
      await keep(answer, `nguoi-tiep-xuc-${id()}-${part}.${format}`);
      const cursor = answer.headers.get("X-Next-Cursor");
      next = cursor ? { cursor, why, part: part + 1, of: id() } : undefined;
      say(format, next ? t("case.file-next", { part: next.part }) : name);
    };
    $(format).addEventListener("click", () => {
      fault(null);
      void busy(/** @type {HTMLButtonElement} */ ($(format)), file).catch(fault);
    });
  };
  wire("xlsx");
  wire("csv");
}
