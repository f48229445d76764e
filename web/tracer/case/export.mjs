/** The contacts as files of at most 500 people; each download gives its reason and is recorded. */

import { askReason } from "../../parts/ask.mjs";
import { $, h, say } from "../../parts/dom.mjs";
import { busy } from "../../parts/form.mjs";
import { t } from "../../parts/i18n.mjs";
import { staffCall } from "../../parts/session.mjs";

/** @param {{id: () => string, fault: (error: unknown) => void}} page */
export function wireExport({ id, fault }) {
  /** @type {{cursor: string, why: string, part: number, of: string} | undefined} */
  let next;

  const file = async () => {
    if (next?.of !== id()) next = undefined;
    const why = next?.why ?? (await askReason({ title: t("case.csv-title"), text: t("case.csv-text"), yes: t("case.csv") }));
    if (why === null) return;
    const part = next?.part ?? 1;
    const body = { reason: why, ...(next && { cursor: next.cursor }) };
    const answer = await staffCall(`/cases/${id()}/contacts.csv`, { body, gives: "text/csv" });
    const url = URL.createObjectURL(await answer.blob());
    h("a", { href: url, download: `nguoi-tiep-xuc-${id()}-${part}.csv` }).click();
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
    const cursor = answer.headers.get("X-Next-Cursor");
    next = cursor ? { cursor, why, part: part + 1, of: id() } : undefined;
    say("csv", next ? t("case.csv-next", { part: next.part }) : t("case.csv"));
  };
  $("csv").addEventListener("click", () => {
    fault(null);
    void busy(/** @type {HTMLButtonElement} */ ($("csv")), file).catch(fault);
  });
}
