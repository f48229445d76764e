/** The citizen's own page: profile, personal code, phone verification, erasing this device. */

import { $, inTurn, input, panel, say, show } from "../../parts/dom.mjs";
import { busy, clearFaults, showFaults } from "../../parts/form.mjs";
import { t } from "../../parts/i18n.mjs";
import { registerFields } from "../../parts/home-unit.mjs";
import { inbox, keepPolling } from "../../parts/inbox.mjs";
import { moment } from "../../parts/moment.mjs";
import { unread } from "../../parts/notices.mjs";
import { citizen, listen } from "../../parts/outbox.mjs";
import { startPage } from "../../parts/page.mjs";
import { maskedPhone } from "../../parts/person.mjs";
import * as presence from "../../parts/presence.mjs";
import { isPhoneUsed, sentence } from "../../parts/problem.mjs";
import { keepProfile } from "../../parts/profile.mjs";
import { offerJoining } from "../../parts/same-person.mjs";
import { watchSignedOut } from "../../parts/signed-out.mjs";
import { unitName } from "../../parts/units.mjs";
import { wireAccess } from "./access.mjs";
import { wireDevices } from "./devices.mjs";
import { showChanges, wireEdit } from "./edit.mjs";
import { wireErase } from "./erase.mjs";
import { showHome, wireHome } from "./home.mjs";
import { showCode } from "./personal.mjs";
import { showVerify, wireVerify } from "./verify.mjs";

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
  /** @param {string} name */
  const lives = (name) => {
    say("unit-shown", name);
    showHome(who, name);
  };
  if (who.unit?.name) lives(who.unit.name);
  else if (who.unit) void unitName(who.unit.scheme, who.unit.code).then(lives, () => lives(who.unit.code));
  showVerify(who);
  showCode(who);
}

/** @param {any} pending */
function why(pending) {
  if (pending.state === "refused") return sentence(pending.problem);
  if (isPhoneUsed(pending)) return t("problem.phone-used");
  return t(pending.failure === "server" ? "receipt.busy" : "me.pending");
}

/** @param {any} pending */
function waits(pending) {
  say("pending-why", why(pending));
  show("pending-recover", isPhoneUsed(pending));
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
  show("erase-card", !edit.isOpen() && Boolean(who || (await presence.registration())));
  if (who) {
    profile(who);
    if (!edit.isOpen()) panel("profile");
    return;
  }
  const pending = await presence.registration();
  if (!pending) return panel("stranger");
  if (!editing) waits(pending);
});

/** What the server says of the record beyond what is kept here. @param {any} told */
async function beyond(told) {
  showChanges(told.changes ?? [], (at) => moment(Date.parse(at), Date.now()));
  offerJoining(told.person_id, told.same_person ?? [], refresh);
  await draw();
}

/** The server's word on the profile, kept for the next time. */
async function refresh() {
  if (!(await presence.identity())) return;
  const told = await citizen("/me", { has: "person_id" }).catch(() => undefined);
  if (!told) return draw();
  await keepProfile(told);
  await beyond(told);
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (edit.isOpen()) return void edit.save();
  void busy(button("register-go"), async () => {
    const { person, faults } = fields.read();
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
/** `/me#devices`, `/me#access` and `/me#home` are places of their own. */
function openAsked() {
  const box = document.getElementById(location.hash.slice(1));
  if (box instanceof HTMLDetailsElement) box.open = true;
  if (box?.classList.contains("card")) box.scrollIntoView();
}

async function badge() {
  const count = unread(await inbox()).length;
  say("unread", t("home.unread", { count }));
  show("unread", count > 0);
}

wireVerify(refresh);
const edit = wireEdit(fields, beyond);
wireHome({ change: edit.open, said: beyond });
wireAccess();
wireDevices();
wireErase();
listen(draw);
void startPage().then(watchSignedOut).then(draw).then(openAsked).then(presence.keepSending).then(refresh).then(() => keepPolling(() => void badge()));
