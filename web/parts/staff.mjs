/** The frame of staff pages: who is signed in and for which unit, the idle lock, the way back in. */

import { $, h, say, show } from "./dom.mjs";
import { t } from "./i18n.mjs";
import { startPage } from "./page.mjs";
import { roleName } from "./roles.mjs";
import { isIdle, lastUser, lock, onLocked, seen, signOut, staff } from "./session.mjs";
import { signInForm } from "./signin.mjs";
import { unitName } from "./units.mjs";

const LOOK = 15_000;

/** Shows role and unit; hidden links are courtesy, the server decides. */
export function showWho() {
  const who = staff();
  show("tabs", Boolean(who));
  show("sign-out", Boolean(who));
  show("who", Boolean(who));
  if (!who) return;
  say("who-role", who.roles.map(roleName).join(", "));
  say("who-unit", who.unit.code ?? "");
  if (who.unit.code) unitName(who.unit.scheme, who.unit.code).then(showUnit, () => undefined);
  const here = location.pathname.replace(/\/$/, "").replace(/^\/tracer\/case$/, "/tracer/cases");
  for (const link of document.querySelectorAll("#tabs a")) if (link.getAttribute("href") === here) link.setAttribute("aria-current", "page");
  for (const link of document.querySelectorAll("[data-roles]"))
    show(link, (link.getAttribute("data-roles") ?? "").split(" ").some((role) => who.roles.includes(role)));
  document.querySelector("#tabs [aria-current]:not([hidden])")?.scrollIntoView({ block: "nearest", inline: "center" });
  hintTabs();
}

/** The unit itself, and what a narrow screen leaves out. @param {string} name */
function showUnit(name) {
  const [own, ...above] = name.split(", ");
  $("who-unit").replaceChildren(own ?? "", h("span", { class: "above" }, above.map((each) => `, ${each}`).join("")));
}

/** Says at which end of the tabs there are more. */
function hintTabs() {
  const tabs = $("tabs");
  const left = tabs.scrollWidth - tabs.clientWidth - tabs.scrollLeft;
  tabs.classList.toggle("more-before", tabs.scrollLeft > 4);
  tabs.classList.toggle("more-after", left > 4);
}

/** A page that is for other roles: says whose it is and leads home; nothing of it is left to stumble over. @param {string[]} roles */
function refuse(roles) {
  const named = new Intl.ListFormat(document.documentElement.lang, { type: "conjunction" }).format(roles.map(roleName));
  $("main").replaceChildren(
    h("h1", {}, t("staff.not-yours")),
    h("p", {}, t("staff.whose", { roles: named })),
    h("p", {}, h("a", { class: "button main", href: "/staff" }, t("staff.home"))));
}

/** Asks for the password over the page, so that what was filled in stays. @returns {Promise<void>} */
function again() {
  const dialog = /** @type {HTMLDialogElement} */ ($("locked"));
  return new Promise((resolve) => {
    waiting.push(resolve);
    if (!dialog.open) {
      form?.reset();
      dialog.showModal();
    }
  });
}

/** @type {(() => void)[]} calls that wait for somebody to sign in */
const waiting = [];
/** @type {ReturnType<typeof signInForm> | undefined} */
let form;

/** Starts a page that needs a sign-in; goes to the sign-in page when there was none. @returns {Promise<import("./session.mjs").Staff>} */
export async function startStaff() {
  await startPage({ worker: false });
  const who = staff();
  if (!who || isIdle(Date.now())) {
    lock();
    location.replace(`/staff?next=${encodeURIComponent(location.pathname + location.search)}${location.hash}`);
    return new Promise(() => undefined);
  }
  const dialog = /** @type {HTMLDialogElement} */ ($("locked"));
  const before = lastUser();
  form = signInForm(() => {
    if (lastUser() !== before) return location.assign("/staff"); // somebody else: nothing of the page that was locked is theirs
    dialog.close();
    showWho();
    for (const resume of waiting.splice(0)) resume();
  });
  dialog.addEventListener("cancel", (event) => event.preventDefault());
  onLocked(again);
  for (const sign of ["pointerdown", "keydown"]) addEventListener(sign, seen, { passive: true });
  setInterval(() => {
    if (!isIdle(Date.now())) return;
    lock();
    void again();
  }, LOOK);
  $("sign-out").addEventListener("click", () => signOut().then(() => location.assign("/staff")));
  showWho();
  $("tabs").addEventListener("scroll", hintTabs, { passive: true });
  addEventListener("resize", hintTabs);
  const wanted = document.documentElement.dataset.for?.split(" ") ?? [];
  if (wanted.length && !wanted.some((role) => who.roles.includes(role))) {
    refuse(wanted);
    return new Promise(() => undefined);
  }
  return who;
}

/** @param {string} text */
export function announce(text) {
  say("told", text);
  show("told", Boolean(text));
}

