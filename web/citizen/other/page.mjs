/** Notices of somebody else of this number, often a child: read after that person's proof, without becoming that person. */

import { Refusal, ask } from "../../parts/api.mjs";
import { $, focusOn, panel, say, show } from "../../parts/dom.mjs";
import { note } from "../../parts/form.mjs";
import { t } from "../../parts/i18n.mjs";
import { inbox } from "../../parts/inbox.mjs";
import { noticeCard } from "../../parts/notice-card.mjs";
import { inOrder, otherShown } from "../../parts/notices.mjs";
import { citizen } from "../../parts/outbox.mjs";
import { startPage } from "../../parts/page.mjs";
import { isPhone } from "../../parts/person.mjs";
import { identity } from "../../parts/presence.mjs";
import { reason } from "../../parts/problem.mjs";
import { fill, wireRecovery } from "../../parts/recovery.mjs";
import { watchSignedOut } from "../../parts/signed-out.mjs";

/** Whose notices are open in this tab, and the token to read them; it never replaces the device's own. @typedef {{token: string, name: string, year: number}} Open */

/** @param {string} key @returns {Open | undefined} */
function opened(key) {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? "null") ?? undefined;
  } catch {
    return undefined;
  }
}

/** @param {string} key @param {Open} [open] */
function keep(key, open) {
  try {
    if (open) sessionStorage.setItem(key, JSON.stringify(open));
    else sessionStorage.removeItem(key);
  } catch {
    /* storage refused: it lasts as long as the page */
  }
}

/** @param {Open} open */
async function read({ token, name, year }) {
  const { notices } = await ask("/me/notices?shown=yes", { token, has: "notices" });
  say("read-heading", t("other.read", { name, year }));
  say("read-whose", t("other.whose", { name }));
  $("list").replaceChildren(...inOrder(notices, Date.now()).map(({ notice, inside }) => noticeCard(notice, false, { inside })));
  show("empty", !notices.length);
  panel("read");
  scrollTo(0, 0);
  focusOn("read-heading");
}

async function start() {
  const who = await identity();
  const other = ((await inbox()).others ?? [])[Number(location.hash.slice(1))];
  if (!who || !other) return panel("nobody");
  const key = `other ${otherShown(other)}`;
  say("ask-heading", t("other.of", { who: otherShown(other) }));
  $("back").addEventListener("click", () => {
    keep(key);
    location.assign("/notices");
  });
  const open = opened(key);
  if (open) {
    try {
      return await read(open);
    } catch (error) {
      if (!(error instanceof Refusal) || error.status !== 401) {
        panel("read");
        say("read-heading", t("other.read", open));
        return note("read-fault", reason(error));
      }
      keep(key);
    }
  }
  wireRecovery(`${key} asked`, (body, has) => citizen("/recoveries", { body, has }), async ({ device_token }, claim) => {
    const now = { token: device_token, name: claim.full_name, year: claim.year_of_birth };
    keep(key, now);
    await read(now);
    return true;
  });
  if (!$("who").hidden && isPhone(who.phone)) fill({ phone: who.phone });
  panel("ask");
}

void startPage().then(watchSignedOut).then(start);
