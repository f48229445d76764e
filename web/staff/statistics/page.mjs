/** Figures of the unit: new venues and check-ins by day, category and unit below. */

import { bars } from "../../parts/bars.mjs";
import { categoryName } from "../../parts/categories.mjs";
import { $, h, say, show } from "../../parts/dom.mjs";
import { busy, clearFaults, showFaults } from "../../parts/form.mjs";
import { t } from "../../parts/i18n.mjs";
import { TYPES, keep } from "../../parts/keep.mjs";
import { day, dayShown, instantAt, moment } from "../../parts/moment.mjs";
import { change, count, mean } from "../../parts/num.mjs";
import { reason } from "../../parts/problem.mjs";
import { staffAsk, staffCall } from "../../parts/session.mjs";
import { startStaff } from "../../parts/staff.mjs";
import { whenField } from "../../parts/when-field.mjs";
import { provinceOf, communes, provinces } from "../../parts/units.mjs";
import { byCategory, totals } from "./figures.mjs";

const STALE = 30 * 60_000;
const FORMATS = /** @type {const} */ (["xlsx", "csv"]);
/** @param {string} id */
const button = (id) => /** @type {HTMLButtonElement} */ ($(id));
/** @type {any} */
let last;

/** @param {unknown} error */
function fault(error) {
  const text = error ? reason(error) : "";
  say("fault", text);
  show("fault", Boolean(text));
}

/** @param {any[]} days */
function tiles(days) {
  const sum = totals(days, day(Date.now()));
  say("tile-check-ins", count(sum.check_ins));
  say("tile-mean", sum.mean === null ? "" : t(sum.running ? "stat.mean-whole" : "stat.mean", { mean: mean(sum.mean) }));
  say("tile-today", count(sum.last));
  say("tile-change", sum.running ? t("stat.running") : sum.week === null ? "" : t("stat.week", { change: change(sum.week) }));
  say("tile-venues", count(sum.venues_created));
  say("tile-venues-day", t("stat.venues-day", { count: count(sum.lastVenues) }));
  $("tiles").removeAttribute("aria-busy");
}

/** @param {string | Node} head @param {number} check_ins @param {number} venues */
const row = (head, check_ins, venues) =>
  h("tr", {}, h("th", { scope: "row" }, head), h("td", { class: "n" }, count(check_ins)), h("td", { class: "n" }, count(venues)));

/** @param {any[]} days */
function dayTable(days) {
  const today = day(Date.now());
  const sum = totals(days, today);
  /** @param {string} date */
  const named = (date) => (date === today ? t("stat.day-running", { day: dayShown(date) }) : dayShown(date));
  $("day-rows").replaceChildren(...[...days].reverse().map((each) => row(named(each.date), each.check_ins, each.venues_created)));
  $("day-foot").replaceChildren(row(t("stat.sum"), sum.check_ins, sum.venues_created));
  const chart = bars(
    days.map((each) => ({ label: dayShown(each.date).slice(0, 5), value: each.check_ins, second: each.venues_created, shown: count(each.check_ins) })),
    t("stat.chart", { from: dayShown(days[0]?.date ?? ""), to: dayShown(days.at(-1)?.date ?? "") }),
  );
  const box = $("chart");
  box.replaceChildren(h("p", { class: "keys", "aria-hidden": "true" }, h("span", {}, t("stat.n-check-ins")), h("span", {}, t("stat.n-venues"))), chart);
  box.scrollLeft = box.scrollWidth; // the latest days, where the screen is narrow
}

/** @param {any} figures @returns {Promise<Map<string, string>>} names of the units below */
async function names(figures) {
  const { scheme, code } = figures.unit;
  const index = await provinces(scheme);
  const province = provinceOf(index, code);
  const below = province ? (await communes(scheme, province)).communes : [];
  return new Map([...index.provinces, ...below.map(([each, name]) => /** @type {[string, string]} */ ([each, name]))]);
}

/** @param {any} figures */
async function unitTable(figures) {
  const units = figures.units ?? [];
  show("units", units.length > 1);
  const known = await names(figures).catch(() => new Map());
  $("unit-rows").replaceChildren(
    ...units.map((/** @type {any} */ each) => {
      const code = each.unit?.code ?? each.unit;
      const link = h("a", { href: `?unit=${code}&from=${figures.from}&to=${figures.to}` }, each.unit?.name || known.get(code) || code);
      return row(code === figures.unit.code ? link.textContent ?? "" : link, each.check_ins, each.venues_created);
    }),
  );
}

/** @param {any} figures */
function draw(figures) {
  last = figures;
  show("figures");
  tiles(figures.days);
  dayTable(figures.days);
  $("kind-rows").replaceChildren(...byCategory(figures.days).map((each) => row(categoryName(each.category), each.check_ins, each.venues_created)));
  const updated = Date.parse(figures.updated_at);
  const stale = Date.now() - updated > STALE;
  say("as-of", t(stale ? "stat.stale" : "stat.as-of", { when: moment(updated, Date.now()) }));
  $("as-of").classList.toggle("stale", stale);
  say("unit-name", figures.unit.name || figures.unit.code);
  for (const format of FORMATS) button(format).disabled = false;
  return unitTable(figures);
}

/** The figures that are shown, as a file of the platform's. @param {"xlsx" | "csv"} format */
async function download(format) {
  fault(null);
  const { unit, from, to } = last;
  const query = new URLSearchParams({ scheme: unit.scheme, unit: unit.code, from, to, format, language: document.documentElement.lang });
  await keep(await staffCall(`/statistics-exports?${query}`, { gives: TYPES[format] }), `so-lieu-${unit.code}-${from}-${to}.${format}`);
}

const form = /** @type {HTMLFormElement} */ ($("filters"));
const who = await startStaff();
const asked = new URLSearchParams(location.search);
const period = { from: asked.get("from") ?? day(Date.now(), -13), to: asked.get("to") ?? day(Date.now()) };
const LONGEST = 92;
const from = whenField("from", { past: true });
const to = whenField("to", { past: true });
from.set(period.from);
to.set(period.to);

/** What the server would refuse, at its field. */
function faults() {
  const [first, last] = [from.read(), to.read()];
  const found = [...first.faults, ...last.faults];
  if (!first.value && !first.faults.length) found.push({ field: "from", text: t("when.no-day") });
  if (!last.value && !last.faults.length) found.push({ field: "to", text: t("when.no-day") });
  if (!found.length && (first.value > last.value || instantAt(last.value) - instantAt(first.value) >= LONGEST * 86_400_000))
    found.push({ field: "from", text: t("stat.period", { days: LONGEST }) });
  return found;
}

async function load() {
  fault(null);
  const wrong = faults();
  if (wrong.length) return showFaults(form, wrong);
  clearFaults(form);
  const unit = new URLSearchParams(location.search).get("unit") ?? who.unit.code;
  const query = new URLSearchParams({ scheme: who.unit.scheme, unit, from: from.read().value, to: to.read().value });
  await draw(await staffAsk(`/statistics?${query}`, { has: "days" }));
}

/** The days that are asked for most, up to today. */
const PRESETS = { "span-today": 1, "span-week": 7, "span-month": 30 };
const marked = () => {
  for (const [id, days] of Object.entries(PRESETS)) {
    const is = from.read().value === day(Date.now(), 1 - days) && to.read().value === day(Date.now());
    $(id).setAttribute("aria-pressed", String(is));
  }
};
for (const [id, days] of Object.entries(PRESETS))
  $(id).addEventListener("click", () => {
    from.set(day(Date.now(), 1 - days));
    to.set(day(Date.now()));
    form.requestSubmit();
  });
marked();
form.addEventListener("submit", (event) => {
  event.preventDefault();
  marked();
  const next = new URLSearchParams(location.search);
  next.set("from", from.read().value);
  next.set("to", to.read().value);
  if (!faults().length) history.replaceState(null, "", `?${next}`);
  load().catch(fault);
});
for (const format of FORMATS) button(format).addEventListener("click", () => void busy(button(format), () => download(format)).catch(fault));
load().catch(fault);
