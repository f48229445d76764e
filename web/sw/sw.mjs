/** The worker: the citizen's pages from this device, units once seen, the outbox when the network returns, and the bell. */

import { ring as tell } from "../parts/channel.mjs";
import { flush } from "../parts/outbox.mjs";
import { store } from "../parts/store.mjs";
import { reopened } from "./reopened.mjs";

const worker = /** @type {any} */ (self);
const CACHE = `shell-${__VERSION__}`;

/** Posters print `/C`, people type `/c/`: one page. @param {string} path */
const page = (path) => (/^\/c\/?$/i.test(path) ? "/c" : path.replace(/(.)\/$/, "$1"));

/** @param {Request} request */
async function fromShell(request) {
  const kept = await caches.open(CACHE);
  return (await kept.match(page(new URL(request.url).pathname))) ?? fetch(request);
}

/** @param {Request} request */
async function unit(request) {
  const kept = await caches.open(CACHE);
  const known = await kept.match(request);
  if (known) return known;
  const answer = await fetch(request);
  if (answer.ok && (await isJson(answer.clone()))) await kept.put(request, answer.clone());
  return answer;
}

/** What is kept for good is looked at first: a login page comes with 200 too. @param {Response} answer */
const isJson = (answer) => answer.json().then(() => true, () => false);

/**
 * Keeps the pages of this version, all or none: their bytes are those the build counted, so that nothing that a network
 * puts in their place is ever taken for them. Raises where they are not; the browser tries again later.
 */
async function keepShell() {
  const answers = await Promise.all(__SHELL__.map((path) => fetch(new Request(path, { cache: "reload", redirect: "error" }))));
  const bodies = await Promise.all(answers.map((answer) => answer.clone().arrayBuffer()));
  const digest = await crypto.subtle.digest("SHA-256", await new Blob(bodies).arrayBuffer());
  const version = [...new Uint8Array(digest)].map((each) => each.toString(16).padStart(2, "0")).join("");
  if (!version.startsWith(__VERSION__)) throw new Error("these are not the pages of this version");
  const kept = await caches.open(CACHE);
  await Promise.all(answers.map((answer, place) => kept.put(/** @type {string} */ (__SHELL__[place]), answer)));
}

/** @param {Request} request */
const orOffline = (request) => fetch(request).catch(async () => (await caches.match("/offline")) ?? Response.error());

worker.addEventListener("install", (/** @type {any} */ event) => {
  // taking over at once is safe: every page of the shell is one self-contained document
  worker.skipWaiting();
  event.waitUntil(keepShell());
});

/** Pages of an earlier version took any 4xx for a refusal, and noted it as `http-403`: what was kept so waits again. */
async function reopen() {
  const kept = await store();
  for (const each of await kept.all("outbox"))
    if (/^http-/.test(each.problem?.code)) await kept.change("outbox", each.id, reopened);
}

worker.addEventListener("activate", (/** @type {any} */ event) => {
  const clear = async () => {
    await reopen();
    for (const name of await caches.keys()) if (name !== CACHE) await caches.delete(name);
    await worker.clients.claim();
  };
  event.waitUntil(clear());
});

worker.addEventListener("fetch", (/** @type {any} */ event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (__SHELL__.includes(page(url.pathname))) event.respondWith(fromShell(request));
  else if (url.pathname.startsWith("/units/")) event.respondWith(unit(request));
  else if (request.mode === "navigate") event.respondWith(orOffline(request));
});

worker.addEventListener("sync", (/** @type {any} */ event) => {
  if (event.tag === "outbox") event.waitUntil(flush({ ignore: "network" }));
});

/** Says only that there is something: a locked screen lies on tables. The text is fetched by the page. */
async function ring() {
  const chosen = (await (await store()).get("settings", "language"))?.value;
  const said = __RING__[chosen === "en" ? "en" : "vi"];
  await worker.registration.showNotification(said["ring.title"], { body: said["ring.body"], lang: chosen === "en" ? "en" : "vi", tag: "inbox", renotify: true });
  tell("inbox");
}

async function openInbox() {
  const pages = await worker.clients.matchAll({ type: "window" });
  const there = pages.find((/** @type {any} */ page) => new URL(page.url).pathname.startsWith("/notices"));
  return there ? there.focus() : worker.clients.openWindow("/notices");
}

worker.addEventListener("push", (/** @type {any} */ event) => event.waitUntil(ring()));

worker.addEventListener("notificationclick", (/** @type {any} */ event) => {
  event.notification.close();
  event.waitUntil(openInbox());
});
