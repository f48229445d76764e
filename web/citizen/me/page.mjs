/** The citizen's own page: profile, personal code, phone verification, erasing this device. */

import { $, inTurn, input, panel, say, show } from "../../parts/dom.mjs";
import { busy, clearFaults, showFaults } from "../../parts/form.mjs";
import { t } from "../../parts/i18n.mjs";
import { inbox, keepPolling } from "../../parts/inbox.mjs";
import { unread } from "../../parts/notices.mjs";
import { citizen, listen } from "../../parts/outbox.mjs";
import { startPage } from "../../parts/page.mjs";
import { maskedPhone } from "../../parts/person.mjs";
import * as presence from "../../parts/presence.mjs";
import { sentence } from "../../parts/problem.mjs";
import { registerFields } from "../../parts/register.mjs";
import { store } from "../../parts/store.mjs";
import { unitName } from "../../parts/units.mjs";
import { wireAccess } from "./access.mjs";
import { wireErase } from "./erase.mjs";
import { showCode } from "./personal.mjs";
import { wireVerify } from "./verify.mjs";

const fields = registerFields();
const form = /** @type {HTMLFormElement} */ ($("register"));
const button = /** @param {string} id */ (id) => /** @type {HTMLButtonElement} */ ($(id));
let editing = false;

/** @param {any} who */
function profile(who) {
  say("name", who.full_name);
  say("phone-shown", who.phone_masked ?? maskedPhone(who.phone));
  say("phone-state", t(who.phone_verified ? "me.verified" : "me.unverified"));
  $("phone-state").classList.toggle("yes", Boolean(who.phone_verified));
  say("year", String(who.year_of_birth));
  if (who.unit?.name) say("unit-shown", who.unit.name);
  else if (who.unit) void unitName(who.unit.scheme, who.unit.code).then((name) => say("unit-shown", name), () => say("unit-shown", who.unit.code));
  show("verify", !who.phone_verified);
  showCode(who);
}

/** @param {any} pending */
function waits(pending) {
  say("pending-why", pending.state === "refused" ? sentence(pending.problem) : t("me.pending"));
  panel("pending");
  if (pending.state === "refused") refill(pending);
}

/** A refused registration comes back to the form, with what was written. @param {any} pending */
function refill(pending) {
  panel("stranger");
  for (const field of ["full_name", "phone", "year_of_birth"]) input(field).value = pending.body[field] ?? "";
  if (pending.state === "refused") {
    const faults = (pending.problem?.errors ?? []).map((/** @type {any} */ each) => ({ field: each.field.split(".")[0], text: sentence(each) }));
    showFaults(form, faults, { text: sentence(pending.problem) });
  }
}

const draw = inTurn(async () => {
  const who = await presence.identity();
  show("erase-card", Boolean(who || (await presence.registration())));
  if (who) {
    profile(who);
    panel("profile");
    return openAccess();
  }
  const pending = await presence.registration();
  if (!pending) return panel("stranger");
  if (!editing) waits(pending);
});

/** The server's word on the profile, kept for the next time. */
async function refresh() {
  const who = await presence.identity();
  if (!who) return;
  const told = await citizen("/me").catch(() => undefined);
  if (told) await (await store()).put("settings", { ...(await presence.identity()), ...told });
  await draw();
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  void busy(button("register-go"), async () => {
    const { person, faults } = fields.read(false);
    if (faults.length) return showFaults(form, faults);
    clearFaults(form);
    editing = false;
    await presence.register(person);
    await presence.send("all");
    await draw();
    await refresh();
  });
});
$("pending-send").addEventListener("click", () => busy(button("pending-send"), () => presence.send("all").then(draw)));
$("pending-edit").addEventListener("click", async () => {
  editing = true;
  refill(await presence.registration());
});
async function badge() {
  const count = unread(await inbox()).length;
  say("unread", t("home.unread", { count }));
  show("unread", count > 0);
}

wireVerify(refresh);
const openAccess = wireAccess();
wireErase();
listen(draw);
void startPage().then(draw).then(presence.keepSending).then(refresh).then(() => keepPolling(() => void badge()));
