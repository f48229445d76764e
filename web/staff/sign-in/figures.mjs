/** What waits, in figures on the tiles of the home. Each is asked for by itself, after the tiles stand; none holds up another. */

import { $, h, show } from "../../parts/dom.mjs";
import { t } from "../../parts/i18n.mjs";
import { day, moment } from "../../parts/moment.mjs";
import { count } from "../../parts/num.mjs";
import { may } from "../../parts/roles.mjs";
import { staff, staffAsk } from "../../parts/session.mjs";

const WEEK = 7;

/** A figure in words, and the list that it counts; `bad` where somebody should look first. @typedef {{text: string, href: string, bad?: boolean}} Figure */

/** @returns {Promise<Figure[]>} */
async function contacts() {
  const { counts } = await staffAsk("/contacts?limit=1&status=to_call", { has: "counts" });
  return [
    { text: t(counts.more ? "work.to-call-bound" : "work.to-call", { count: count(counts.to_call) }), href: "/tracer/todo" },
    ...(counts.overdue ? [{ text: t("work.overdue", { count: count(counts.overdue) }), href: "/tracer/todo", bad: true }] : []),
    ...(counts.unreachable ? [{ text: t("work.unreachable", { count: count(counts.unreachable) }), href: "/tracer/todo?told=unreachable", bad: true }] : []),
  ];
}

/** @returns {Promise<Figure[]>} */
async function cases() {
  const { counts } = await staffAsk("/cases?limit=1", { has: "counts" });
  return [
    ...(counts.held ? [{ text: t("now.held", { count: count(counts.held) }), href: "/tracer/cases?standing=held", bad: true }] : []),
    { text: t("now.cases", { count: count(counts.open) }), href: "/tracer/cases?standing=open" },
  ];
}

/** @returns {Promise<Figure[]>} */
async function merges() {
  const told = await staffAsk("/merges", { has: "merges" });
  const waiting = told.merges.filter((/** @type {{state: string}} */ each) => each.state === "waiting").length;
  return [{ text: t(waiting ? "now.merges" : "now.merges-none", { count: count(waiting) }), href: "/staff/merges", bad: waiting > 0 }];
}

/** @returns {Promise<Figure[]>} */
async function today() {
  const who = staff();
  const now = day(Date.now());
  const query = new URLSearchParams({ scheme: who?.unit.scheme ?? "", unit: who?.unit.code ?? "", from: now, to: now });
  const { days } = await staffAsk(`/statistics?${query}`, { has: "days" });
  return [{ text: t("now.today", { count: count(days[0]?.check_ins ?? 0) }), href: `/staff/statistics?from=${now}&to=${now}` }];
}

/** @returns {Promise<Figure[]>} */
async function access() {
  const query = new URLSearchParams({ from: day(Date.now(), 1 - WEEK), to: day(Date.now()) });
  const { last_check } = await staffAsk(`/access-seals?${query}`, { has: "days" });
  if (!last_check) return [{ text: t("now.never-checked"), href: "/staff/access", bad: true }];
  const when = moment(Date.parse(last_check.at), Date.now());
  return [{ text: t(last_check.findings ? "now.broken" : "now.whole", { when }), href: "/staff/access", bad: last_check.findings > 0 }];
}

/** @returns {Promise<Figure[]>} */
async function stage() {
  const { verdict } = await staffAsk("/stage-health", { has: "verdict" });
  return [{ text: t(verdict === "trouble" ? "stage.trouble" : verdict === "well" ? "stage.well" : "stage.unknown"), href: "/staff/stage", bad: verdict === "trouble" }];
}

/** @param {string} id @param {() => Promise<Figure[]>} ask */
function fill(id, ask) {
  const line = $(`now-${id}`);
  line.replaceChildren(h("span", { class: "small" }, t("now.loading")));
  show(line);
  ask().then(
    (figures) => line.replaceChildren(...figures.map((each) => h("a", { href: each.href, class: each.bad ? "bad" : undefined }, each.text))),
    () => line.replaceChildren(h("span", { class: "small" }, t("now.none"))),
  );
}

/** Asks for the figures of whoever is signed in. */
export function drawFigures() {
  for (const line of document.querySelectorAll(".now")) show(line, false);
  if (may("listContacts")) fill("todo", contacts);
  if (may("listCases")) fill("cases", cases);
  if (may("listMerges")) fill("merges", merges);
  if (may("getStatistics")) fill("statistics", today);
  if (may("listSeals")) fill("access", access);
  if (may("getStageHealth")) fill("stage", stage);
}
