/** The inbox: what the citizen was told, what was taken back, and whether this device may ring. */

import { $, h, inTurn, say, show } from "../../parts/dom.mjs";
import { t } from "../../parts/i18n.mjs";
import { inbox, keepPolling, read } from "../../parts/inbox.mjs";
import { moment } from "../../parts/moment.mjs";
import { noticeCard } from "../../parts/notice-card.mjs";
import { otherShown } from "../../parts/notices.mjs";
import { startPage } from "../../parts/page.mjs";
import { identity, keepSending, registration } from "../../parts/presence.mjs";
import { otherwise, watchSignedOut } from "../../parts/signed-out.mjs";
import { wirePush } from "./push.mjs";

/** New when this page first showed them: they stay marked while it is open. @type {Set<string>} */
const fresh = new Set();

/** @param {import("../../parts/notices.mjs").Other} other @param {number} place */
const otherCard = (other, place) =>
  h("div", { class: "card" }, h("p", {}, t("other.waits", { who: otherShown(other) })), h("p", {}, h("a", { class: "button", href: `/other#${place}` }, t("other.open"),
    h("span", { class: "quiet" }, ` – ${otherShown(other)}`))));

/** @type {unknown} */
let failure;
let asked = false; // what stands below the notices waits for them, so that it does not jump

const draw = inTurn(async () => {
  const known = Boolean((await identity()) ?? (await registration()));
  show("stranger", !known);
  show("mine", known);
  if (!known) return;
  if (document.visibilityState === "visible") for (const id of await read()) fresh.add(id);
  const { notices, others = [], at } = await inbox();
  $("list").replaceChildren(...notices.map((notice) => noticeCard(notice, fresh.has(notice.notice_id))));
  $("others").replaceChildren(...others.map(otherCard));
  show("empty", at > 0 && !notices.length);
  show("rest", asked || notices.length > 0);
  const asOf = at ? t("notices.as-of", { when: moment(at, Date.now()) }) : "";
  if (failure) say("as-of", [otherwise(failure), asOf].filter(Boolean).join(" "));
  else if (at) say("as-of", asOf);
});

void startPage()
  .then(watchSignedOut)
  .then(draw)
  .then(wirePush)
  .then(() => keepPolling((failed) => {
    failure = failed;
    asked = true;
    void draw();
  }, true))
  .then(() => keepSending());
