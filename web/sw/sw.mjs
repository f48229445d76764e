/** The worker: the citizen's pages from this device, units once seen, the outbox when the network returns. */

import { flush } from "../parts/outbox.mjs";

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
  if (answer.ok) await kept.put(request, answer.clone());
  return answer;
}

/** @param {Request} request */
const orOffline = (request) => fetch(request).catch(async () => (await caches.match("/offline")) ?? Response.error());

worker.addEventListener("install", (/** @type {any} */ event) => {
  // taking over at once is safe: every page of the shell is one self-contained document
  worker.skipWaiting();
  event.waitUntil(caches.open(CACHE).then((kept) => kept.addAll(__SHELL__.map((path) => new Request(path, { cache: "reload" })))));
});

worker.addEventListener("activate", (/** @type {any} */ event) => {
  const clear = async () => {
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
