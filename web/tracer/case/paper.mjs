/** The case on paper: every row, who printed it and when; where rows are missing, the paper says how many are there. */

import { $, say } from "../../parts/dom.mjs";
import { busy } from "../../parts/form.mjs";
import { t } from "../../parts/i18n.mjs";
import { clock, date } from "../../parts/moment.mjs";
import { count } from "../../parts/num.mjs";
import { staff } from "../../parts/session.mjs";

const MOST = 1000; // a browser lays out no more in one go

/** @param {{contacts: {loadAll: (most: number) => Promise<boolean>, rows: Map<string, unknown>}, fault: (error: unknown) => void}} page */
export function wirePaper({ contacts, fault }) {
  let whole = true;
  const head = () => {
    const now = Date.now();
    const made = t("paper.made", { when: `${clock(now)} ${date(now)}`, who: staff()?.name ?? "" });
    const more = !/** @type {HTMLElement} */ ($("contacts-more")).hidden;
    say("paper", more || !whole ? `${made} ${t("paper.part", { count: count(contacts.rows.size) })}` : made);
  };
  addEventListener("beforeprint", head); // also for who prints by the browser's own menu
  $("print").addEventListener("click", () =>
    void busy(/** @type {HTMLButtonElement} */ ($("print")), async () => {
      whole = await contacts.loadAll(MOST);
      print();
    }).catch(fault));
}
