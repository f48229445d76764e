/** One notice as its reader sees it. */

import { h } from "./dom.mjs";
import { inLanguage, t } from "./i18n.mjs";
import { moment } from "./moment.mjs";
import { withdrawnAt } from "./notices.mjs";

/** @type {Record<string, string>} */
const KINDS = { exposure_f1: "notices.f1", exposure_f2: "notices.f2", correction: "notices.correction" };

/** @param {import("./notices.mjs").Notice} notice @param {boolean} isNew */
export function noticeCard(notice, isNew) {
  const gone = Boolean(notice.withdrawn);
  const since = withdrawnAt(notice);
  const urgent = !gone && notice.kind.startsWith("exposure");
  return h("article", { class: `card${gone ? " gone" : ""}${isNew ? " new" : ""}${urgent ? " urgent" : ""}` },
    h("p", { class: "eyebrow" }, moment(Date.parse(notice.issued_at), Date.now()), " ",
      isNew && h("span", { class: "badge" }, t("notices.new")), gone && h("span", { class: "badge off" }, t("notices.withdrawn"))),
    h("h2", {}, t(KINDS[notice.kind] ?? "notices.other")),
    h("p", { class: "text" }, inLanguage(notice.text)),
    gone && h("p", { class: "small" }, Number.isNaN(since) ? t("notices.withdrawn-why") : t("notices.withdrawn-at", { when: moment(since, Date.now()) })));
}
