/** The inbox: what the citizen was told, what was taken back, and whether this device may ring. */

import { $, h, inTurn, say, show } from "../../parts/dom.mjs";
import { inLanguage, t } from "../../parts/i18n.mjs";
import { inbox, keepPolling, read } from "../../parts/inbox.mjs";
import { moment } from "../../parts/moment.mjs";
import { noticeCard } from "../../parts/notice-card.mjs";
import { stateLine } from "../../parts/notice-state.mjs";
import { inOrder, otherShown } from "../../parts/notices.mjs";
import { startPage } from "../../parts/page.mjs";
import { identity, keepSending, registration } from "../../parts/presence.mjs";
import { otherwise, watchSignedOut } from "../../parts/signed-out.mjs";
import { dial, guideIn, wireWhomToCall } from "../../parts/whom-to-call.mjs";
import { calendarButton } from "./last-day.mjs";
import { wirePush } from "./push.mjs";

/** New when this page first showed them: they stay marked while it is open. @type {Set<string>} */
const fresh = new Set();

/** @param {import("../../parts/notices.mjs").Other} other @param {number} place */
const otherCard = (other, place) =>
  h("div", { class: "card" }, h("p", {}, t("other.waits", { who: otherShown(other) })), h("p", {}, h("a", { class: "button", href: `/other#${place}` }, t("other.open"),
    h("span", { class: "quiet" }, ` – ${otherShown(other)}`))));

/** Who guides this person, and the ambulance, once they are known. @type {import("../../parts/whom-to-call.mjs").Helpline[]} */
let calls = [];
const guide = () => guideIn(calls);

/** What applies now, above all that was ever told; nothing while nobody has said. @param {import("../../parts/notices.mjs").Inbox} told */
function state({ notices, at }) {
  const line = stateLine(notices, Date.now());
  say("state-line", line || t("state.none"));
  $("state").classList.toggle("warn", Boolean(line));
  show("state", at > 0);
  show("state-call", Boolean(line && calls.length));
  $("state-call").replaceChildren(...[guide(), calls.find(({ kind }) => kind === "emergency")].flatMap((body) =>
    body ? [h("p", {}, body.when ? inLanguage(body.when) : t("state.call", { body: body.name })), dial(body, body.when ? "button danger" : "button main")] : []));
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
  const told = await inbox();
  const { notices, others = [], at } = told;
  state(told);
  $("list").replaceChildren(...inOrder(notices, Date.now()).map(({ notice, inside }) =>
    noticeCard(notice, fresh.has(notice.notice_id), { inside, guide: guide()?.name, act: calendarButton(notice, guide) })));
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
  .then(() => void wireWhomToCall((contacts) => {
    calls = contacts;
    void draw();
  }))
  .then(wirePush)
  .then(() => keepPolling((failed) => {
    failure = failed;
    asked = true;
    void draw();
  }, true))
  .then(() => keepSending());
