/** The home page: what this is, where each actor begins, and whether something new was told to whoever uses this device. */

import { say, show } from "../../parts/dom.mjs";
import { t } from "../../parts/i18n.mjs";
import { inbox, keepPolling } from "../../parts/inbox.mjs";
import { stateLine } from "../../parts/notice-state.mjs";
import { otherShown, unread } from "../../parts/notices.mjs";
import { startPage } from "../../parts/page.mjs";
import { watchSignedOut } from "../../parts/signed-out.mjs";
import { wireWhomToCall } from "../../parts/whom-to-call.mjs";

async function draw() {
  const kept = await inbox();
  const count = unread(kept).length;
  say("unread", t("home.unread", { count }));
  const line = stateLine(kept.notices, Date.now());
  say("alert-link", count ? t("home.alert", { count }) : line);
  show("unread", count > 0);
  show("alert", Boolean(count || line));
  const others = kept.others ?? [];
  say("others-link", t("other.waits", { who: others.map(otherShown).join(", ") }));
  show("others", others.length > 0);
}

void startPage().then(watchSignedOut).then(draw).then(() => void wireWhomToCall()).then(() => keepPolling(() => void draw()));
