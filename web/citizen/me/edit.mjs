/** Changing the own record in the form of registration: what is not changed is not sent; a new number waits for its proof. */

import { keepDraft } from "../../parts/draft.mjs";
import { $, focusOn, h, input, panel, say, show } from "../../parts/dom.mjs";
import { busy, clearFaults, note, showFaults, value } from "../../parts/form.mjs";
import { t } from "../../parts/i18n.mjs";
import { citizen } from "../../parts/outbox.mjs";
import { identity } from "../../parts/presence.mjs";
import { faultsOf, reason, smallPrint } from "../../parts/problem.mjs";
import { keepProfile } from "../../parts/profile.mjs";
import { store } from "../../parts/store.mjs";
import { unitName } from "../../parts/units.mjs";
import { leaveCode } from "../../parts/web-otp.mjs";

/** What belongs to registering, and what to changing. */
const FIRST = ["stranger-why", "before", "register-go"];
const CHANGE = ["edit-heading", "edit-acts"];

/** @param {any} who @param {any} person as the form says */
function changed(who, person) {
  const { full_name, year_of_birth, unit, phone } = person;
  return {
    ...(full_name !== who.full_name && { full_name }),
    ...(year_of_birth !== who.year_of_birth && { year_of_birth }),
    ...((who.unit_assumed || unit.code !== who.unit?.code || unit.scheme !== who.unit?.scheme) && { unit }),
    ...(phone && { phone }),
  };
}

/** @param {ReturnType<typeof import("../../parts/home-unit.mjs").registerFields>} fields @param {(told: any) => Promise<unknown>} saved */
export function wireEdit(fields, saved) {
  const form = /** @type {HTMLFormElement} */ ($("register"));
  /** The record as it stands, while it is being changed. @type {any} */
  let who;

  /** @param {boolean} on */
  const lay = (on) => {
    clearFaults(form);
    for (const id of FIRST) show(id, !on);
    for (const id of CHANGE) show(id, on);
    show("erase-card", !on);
    show("edit-papers", on && Boolean(who.papers_checked));
    for (const id of ["full_name", "year_of_birth"]) input(id).disabled = on && Boolean(who.papers_checked);
    document.getElementById("phone-hint")?.remove();
    input("phone").removeAttribute("aria-describedby");
    if (!on) return;
    $("phone").before(h("p", { class: "hint", id: "phone-hint" }, t("profile.phone-hint", { phone: who.phone_masked })));
    input("phone").setAttribute("aria-describedby", "phone-hint");
  };
  const open = async () => {
    note("saved", "");
    leaveCode();
    who = await identity();
    for (const field of ["full_name", "year_of_birth"]) input(field).value = String(who[field]);
    input("phone").value = "";
    const { scheme, code, name } = who.unit ?? {};
    if (code) fields.choose({ scheme, code, name: name ?? (await unitName(scheme, code).catch(() => code)) });
    lay(true);
    await draft.restore();
    if (!history.state?.edit) history.pushState({ edit: true }, "");
    panel("stranger");
    scrollTo(0, 0);
    focusOn("edit-heading");
  };
  /** @param {string} said */
  const leave = (said) => {
    lay(false);
    who = undefined;
    panel("profile");
    note("saved", said);
    focusOn("name");
  };
  /** It is done, or was not meant. @param {string} said */
  const close = (said) => {
    draft.drop();
    leave(said);
    if (history.state?.edit) history.back();
  };
  const draft = keepDraft(form, () => (who ? "profile" : ""));
  // going back leaves the form, and what was typed for the next time
  addEventListener("popstate", () => {
    if (who && !history.state?.edit) leave("");
  });
  const save = async () => {
    const { person, faults } = fields.read();
    const wrong = faults.filter(({ field }) => field !== "phone" || value("phone"));
    if (wrong.length) return showFaults(form, wrong);
    clearFaults(form);
    const body = changed(who, person);
    if (!Object.keys(body).length) return close(t("profile.nothing"));
    const told = await citizen("/me/profile", { body, has: "person_id" });
    if (body.phone) await (await store()).change("settings", "identity", (now) => now && { ...now, new_phone: body.phone });
    await keepProfile(told);
    close(t("profile.saved"));
    await saved(told);
  };

  const edit = /** @type {HTMLButtonElement} */ ($("edit"));
  edit.addEventListener("click", () => void busy(edit, open));
  $("edit-no").addEventListener("click", () => close(""));
  $("otp-other").addEventListener("click", () => void open().then(() => $("phone").focus()));
  return {
    open,
    isOpen: () => Boolean(who),
    save: () =>
      busy(/** @type {HTMLButtonElement} */ ($("edit-go")), save).catch((error) =>
        showFaults(form, faultsOf(error, (field) => field.split(".")[0] ?? field), { text: reason(error), small: smallPrint(error) })),
  };
}

/** @type {Record<string, string>} */
const FIELDS = { full_name: "profile.f-name", year_of_birth: "profile.f-year", unit: "profile.f-unit", phone: "profile.f-phone", identity_number: "profile.f-papers" };

/** @param {{at: string, by: string, fields: string[]}[]} changes @param {(at: string) => string} when */
export function showChanges(changes, when) {
  show("changes", changes.length > 0);
  $("changes-list").replaceChildren(...changes.map(({ at, by, fields }) =>
    h("li", {}, h("b", {}, t(by === "me" ? "profile.by-me" : "profile.by-staff", { what: fields.map((field) => t(FIELDS[field] ?? "profile.f-other")).join(", ") })),
      h("span", {}, when(at)))));
}
