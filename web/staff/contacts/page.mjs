/** Whom people of a unit are told to call: read, said anew, taken off; nobody is overwritten unseen. */

import { Refusal } from "../../parts/api.mjs";
import { $, focusOn, input, say, show } from "../../parts/dom.mjs";
import { busy, clearFaults, note, showFaults, value } from "../../parts/form.mjs";
import { t } from "../../parts/i18n.mjs";
import { faultsOf, reason, smallPrint } from "../../parts/problem.mjs";
import { config, staffAsk } from "../../parts/session.mjs";
import { announce, startStaff } from "../../parts/staff.mjs";
import { KINDS, changeRow, kindName, row } from "./rows.mjs";
import { wireWhose } from "./whose.mjs";

/** @typedef {import("./rows.mjs").Contact} Contact */

const FIELDS = ["name", "phone", "hours"];
/** @param {string} field */
const box = (field) => `call-${field}`;
const form = /** @type {HTMLFormElement} */ ($("edit"));
const button = /** @param {string} id */ (id) => /** @type {HTMLButtonElement} */ ($(id));

/** @type {Contact[]} */
let contacts = [];
let kind = "station";

const stands = () => contacts.find((each) => each.kind === kind);

async function read() {
  const unit = whose.unit();
  note("fault", "");
  try {
    const told = await staffAsk(`/unit-contacts/changes?${new URLSearchParams({ scheme: unit.scheme, unit: unit.code })}`, { has: "contacts" });
    if (unit.code === whose.unit().code) draw(told);
  } catch (error) {
    if (unit.code === whose.unit().code) note("fault", reason(error));
  } finally {
    show("loading", false);
  }
}

/** @param {{unit: {name: string}, contacts: Contact[], changes?: Contact[]}} told */
function draw(told) {
  contacts = told.contacts;
  say("unit-chosen", told.unit.name);
  $("rows").replaceChildren(...Object.keys(KINDS).map((each) => row(each, contacts.find((contact) => contact.kind === each), () => open(each))));
  $("history").replaceChildren(...(told.changes ?? []).map(changeRow));
  show("changes", (told.changes ?? []).length > 0);
}

/** The numbers of another unit: nothing of the one before stays. */
async function turn() {
  show(form, false);
  announce("");
  show("loading");
  show("changes", false);
  say("unit-chosen", "");
  $("rows").replaceChildren();
  await read();
}

/** @param {string} chosen */
function open(chosen) {
  kind = chosen;
  const contact = stands();
  announce("");
  clearFaults(form);
  show("behind", false);
  input(box("name")).value = contact?.name ?? "";
  input(box("phone")).value = contact?.phone_shown ?? "";
  input(box("hours")).value = contact?.hours ?? "";
  say("edit-heading", kindName(kind));
  show("off", Boolean(contact?.listed));
  show(form);
  focusOn("edit-heading");
}

/** @param {boolean} listed */
async function send(listed) {
  const contact = stands();
  const unit = whose.unit();
  const said = listed ? Object.fromEntries(FIELDS.map((field) => [field, value(box(field))])) : { name: contact?.name, phone: contact?.phone, hours: contact?.hours ?? "" };
  clearFaults(form);
  show("behind", false);
  await staffAsk("/unit-contacts", { body: { unit, kind, ...said, listed, revision: contact?.revision ?? 0 }, has: "kind" });
  show(form, false);
  announce(t(listed ? "contacts.saved" : "contacts.gone", { kind: kindName(kind) }));
  await read();
  focusOn("told");
}

/** @param {unknown} error */
async function refused(error) {
  if (!(error instanceof Refusal && error.code === "unit-contact-changed"))
    return showFaults(form, faultsOf(error, (field) => box(FIELDS.includes(field) ? field : "name")), { text: reason(error), small: smallPrint(error) });
  await read(); // what was typed stays, on the revision that is there now
  show("behind");
  $("behind").focus();
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const faults = [];
  if (!value(box("name"))) faults.push({ field: box("name"), text: t("contacts.no-name") });
  if (!value(box("phone"))) faults.push({ field: box("phone"), text: t("contacts.no-phone") });
  if (faults.length) return showFaults(form, faults);
  void busy(button("go"), () => send(true).catch(refused)).catch((error) => note("fault", reason(error)));
});
$("off").addEventListener("click", () => busy(button("off"), () => send(false).catch(refused)).catch((error) => note("fault", reason(error))));
$("no").addEventListener("click", () => {
  show(form, false);
  focusOn("rows");
});

const who = await startStaff();
const scheme = who.unit.scheme ?? (await config()).scheme;
const whose = wireWhose({ own: { scheme, code: who.unit.code }, changed: turn });
await whose.start();
