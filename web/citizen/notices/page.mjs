/** The inbox: what the citizen was told, what was taken back, and whether this device may ring. */

import { $, h, inTurn, say, show } from "../../parts/dom.mjs";
import { inLanguage, t } from "../../parts/i18n.mjs";
import { inbox, keepPolling, read } from "../../parts/inbox.mjs";
import { moment } from "../../parts/moment.mjs";
import { withdrawnAt } from "../../parts/notices.mjs";
import { startPage } from "../../parts/page.mjs";
import { identity, keepSending, registration } from "../../parts/presence.mjs";
import { reason } from "../../parts/problem.mjs";
import { wirePush } from "./push.mjs";

/** @type {Record<string, string>} */
const KINDS = { exposure_f1: "notices.f1", exposure_f2: "notices.f2", correction: "notices.correction" };
/** New when this page first showed them: they stay marked while it is open. @type {Set<string>} */
const fresh = new Set();

/** @param {import("../../parts/notices.mjs").Notice} notice */
function card(notice) {
  const gone = Boolean(notice.withdrawn);
  const since = withdrawnAt(notice);
  const isNew = fresh.has(notice.notice_id);
  const urgent = !gone && notice.kind.startsWith("exposure");
  return h("article", { class: `card${gone ? " gone" : ""}${isNew ? " new" : ""}${urgent ? " urgent" : ""}` },
    h("p", { class: "eyebrow" }, moment(Date.parse(notice.issued_at), Date.now()), " ",
      isNew && h("span", { class: "badge" }, t("notices.new")), gone && h("span", { class: "badge off" }, t("notices.withdrawn"))),
    h("h2", {}, t(KINDS[notice.kind] ?? "notices.other")),
    h("p", { class: "text" }, inLanguage(notice.text)),
    gone && h("p", { class: "small" }, Number.isNaN(since) ? t("notices.withdrawn-why") : t("notices.withdrawn-at", { when: moment(since, Date.now()) })));
}

/** @type {unknown} */
let failure;
let asked = false; // what stands below the notices waits for them, so that it does not jump

const draw = inTurn(async () => {
  const known = Boolean((await identity()) ?? (await registration()));
  show("stranger", !known);
  show("mine", known);
  if (!known) return;
  if (document.visibilityState === "visible") for (const id of await read()) fresh.add(id);
  const { notices, at } = await inbox();
  $("list").replaceChildren(...notices.map(card));
  show("empty", at > 0 && !notices.length);
  show("rest", asked || notices.length > 0);
  const asOf = at ? t("notices.as-of", { when: moment(at, Date.now()) }) : "";
  if (failure) say("as-of", [reason(failure), asOf].filter(Boolean).join(" "));
  else if (at) say("as-of", asOf);
});

void startPage()
  .then(draw)
  .then(wirePush)
  .then(() => keepPolling((failed) => {
    failure = failed;
    asked = true;
    void draw();
  }))
  .then(() => keepSending());
