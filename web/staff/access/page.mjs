/** The record of access, for auditors: who did what with whose data, and whether the record is whole. */

import { $, h, say, select, show } from "../../parts/dom.mjs";
import { t } from "../../parts/i18n.mjs";
import { day, dayShown } from "../../parts/moment.mjs";
import { reason } from "../../parts/problem.mjs";
import { startStaff } from "../../parts/staff.mjs";
import { wireSeals } from "./seals.mjs";
import { wireSearch } from "./search.mjs";

const WEEK = 7;
const MONTH = 31; // what one search may span
const MONTHS = 12;

/** @param {unknown} error */
function fault(error) {
  say("fault", error ? reason(error) : "");
  show("fault", Boolean(error));
}

/** The days that may be asked for, newest first: no date is typed. */
function spans() {
  const now = Date.now();
  /** @param {number} from @param {number} to days back @param {string} [text] */
  const option = (from, to, text) => {
    const [first, last] = [day(now, -from), day(now, -to)];
    return h("option", { value: `${first} ${last}` }, text ?? t("trail.from-to", { from: dayShown(first), to: dayShown(last) }));
  };
  return [
    option(WEEK - 1, 0, t("trail.week")),
    option(0, 0, t("trail.today")),
    option(1, 1, t("trail.yesterday")),
    ...Array.from({ length: MONTHS }, (_, place) => option(place * MONTH + MONTH - 1, place * MONTH)),
  ];
}

const who = await startStaff();
select("span").append(...spans());
const span = () => {
  const [from = "", to = ""] = select("span").value.split(" ");
  return { from, to };
};
wireSearch({ span, unit: who.unit });
const seals = wireSeals({ span, fault });
select("span").addEventListener("change", () => void seals.load());
$("search").addEventListener("submit", () => fault(null));
void seals.load();
