/** One notice as its reader sees it: to the end of which day, what to do, and by whom it was issued. */

import { h } from "./dom.mjs";
import { inLanguage, t } from "./i18n.mjs";
import { clock, date, dayShown, moment } from "./moment.mjs";
import { applies, isOver, withdrawnAt } from "./notices.mjs";

/** @typedef {import("./notices.mjs").Notice} Notice */

/** @type {Record<string, string>} */
const KINDS = { exposure_f1: "notices.f1", exposure_f2: "notices.f2", correction: "notices.correction" };
/** @type {Record<string, string>} */
const ABOUT = { work: "notices.work", family: "notices.family", test: "notices.test" };

/** @param {Notice} notice @param {number} now */
function lastDay(notice, now) {
  if (!notice.until) return false;
  const until = dayShown(notice.until);
  if (isOver(notice, now)) return h("p", { class: "until" }, t("notices.over", { until }));
  return h("p", { class: "until" }, t(notice.kind === "exposure_f1" ? "notices.until" : "notices.until-f2", { until }));
}

/** @param {Notice} notice */
const duties = ({ duties = [] }) =>
  duties.length > 0 &&
  h("dl", { class: "duties" }, ...duties.flatMap(({ about, text }) => [h("dt", {}, t(ABOUT[about] ?? "notices.other")), h("dd", {}, inLanguage(text))]));

/** @param {Notice} notice @param {string} guide who guides its reader, empty where that is not known */
const foot = (notice, guide) =>
  h("footer", { class: "small" },
    h("p", {}, t("notices.issued", { when: `${clock(Date.parse(notice.issued_at))} ${date(Date.parse(notice.issued_at))}` }), guide && ` ${t("notices.guide", { body: guide })}`),
    notice.source && h("details", {}, h("summary", {}, t("notices.rule")), h("p", {}, notice.source)));

/** @param {Notice} notice */
function gone(notice) {
  const since = withdrawnAt(notice);
  return h("p", { class: "small" }, Number.isNaN(since) ? t("notices.withdrawn-why") : t("notices.withdrawn-at", { when: moment(since, Date.now()) }));
}

/** What a correction took back, folded. @param {Notice[]} inside */
const tookBack = (inside) =>
  inside.length > 0 && h("details", {}, h("summary", {}, t("notices.took-back", { count: inside.length })), ...inside.map((each) => noticeCard(each, false)));

/**
 * @param {Notice} notice @param {boolean} isNew
 * @param {{inside?: Notice[], guide?: string, act?: Node | null}} [more] `inside`: what it took back; `act`: what its reader may do with it
 * @returns {HTMLElement}
 */
export function noticeCard(notice, isNew, { inside = [], guide = "", act = null } = {}) {
  const now = Date.now();
  const isGone = Boolean(notice.withdrawn || notice.replaced);
  const holds = applies(notice, now);
  return h("article", { class: `card${isGone ? " gone" : ""}${isNew ? " new" : ""}${holds ? " urgent" : ""}` },
    h("p", { class: "eyebrow" }, moment(Date.parse(notice.issued_at), now), " ",
      isNew && h("span", { class: "badge" }, t("notices.new")),
      isGone && h("span", { class: "badge off" }, t(notice.withdrawn ? "notices.withdrawn" : "notices.replaced"))),
    h("h2", {}, t(KINDS[notice.kind] ?? "notices.other")),
    !isGone && lastDay(notice, now),
    h("p", { class: "text" }, inLanguage(notice.text)),
    holds && duties(notice),
    act,
    notice.withdrawn ? gone(notice) : notice.replaced ? h("p", { class: "small" }, t("notices.replaced-why")) : foot(notice, guide),
    tookBack(inside));
}
