/** The home page: what this is, where each actor begins, and whether something new was told to whoever uses this device. */

import { say, show } from "../../parts/dom.mjs";
import { t } from "../../parts/i18n.mjs";
import { inbox, keepPolling } from "../../parts/inbox.mjs";
import { unread } from "../../parts/notices.mjs";
import { startPage } from "../../parts/page.mjs";

async function draw() {
  const count = unread(await inbox()).length;
  say("unread", t("home.unread", { count }));
  say("alert-link", t("home.alert", { count }));
  for (const id of ["unread", "alert"]) show(id, count > 0);
}

void startPage().then(draw).then(() => keepPolling(() => void draw()));
