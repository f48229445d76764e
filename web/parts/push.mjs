/** Push as an offer: asked for only after a tap, neutral in what it shows, taken back by another tap. */

import { ask } from "./api.mjs";
import { citizen } from "./outbox.mjs";
import { store } from "./store.mjs";

/** @typedef {"unsupported" | "denied" | "on" | "off"} PushState */

const PATIENCE = 10_000;

const supported = () => "serviceWorker" in navigator && "PushManager" in globalThis && "Notification" in globalThis;
const subscription = async () => (await navigator.serviceWorker.getRegistration())?.pushManager.getSubscription() ?? null;
const kept = async () => (await store()).get("settings", "push");

/** @returns {Promise<PushState>} */
export async function pushState() {
  if (!supported()) return "unsupported";
  if (Notification.permission === "denied") return "denied";
  return Notification.permission === "granted" && (await subscription()) && (await kept()) ? "on" : "off";
}

/** The key as `subscribe` wants it. @param {string} text base64url */
export function keyBytes(text) {
  const padded = text.replace(/-/g, "+").replace(/_/g, "/").padEnd(Math.ceil(text.length / 4) * 4, "=");
  return Uint8Array.from(atob(padded), (each) => each.charCodeAt(0));
}

/** A registration whose worker runs; `ready` alone would wait for ever where workers are blocked. */
async function worker() {
  await navigator.serviceWorker.register("/sw.js");
  const late = new Promise((_, reject) => setTimeout(() => reject(new Error("no worker")), PATIENCE));
  return /** @type {Promise<ServiceWorkerRegistration>} */ (Promise.race([navigator.serviceWorker.ready, late]));
}

/** @param {PushSubscription} given */
async function save(given) {
  const { endpoint, keys } = given.toJSON();
  const { subscription_id } = await citizen("/me/push-subscriptions", { body: { endpoint, keys: { p256dh: keys?.p256dh, auth: keys?.auth } }, has: "subscription_id" });
  await (await store()).put("settings", { name: "push", subscription_id, endpoint });
}

/** Call it from a tap: the browser asks for permission. @returns {Promise<PushState>} */
export async function turnOn() {
  if ((await Notification.requestPermission()) !== "granted") return pushState();
  const { public_key } = await ask("/push-key", { has: "public_key" });
  const { pushManager } = await worker();
  await save(await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: keyBytes(public_key) }));
  return pushState();
}

/** @returns {Promise<PushState>} */
export async function turnOff() {
  const mine = await kept();
  if (mine) await citizen(`/me/push-subscriptions/${mine.subscription_id}/remove`, { body: {}, has: "" });
  await (await subscription())?.unsubscribe();
  await (await store()).drop("settings", "push");
  return pushState();
}

/** This browser is quiet, whether or not the server could be told. */
export const silence = async () => void (await turnOff().catch(async () => (await subscription())?.unsubscribe()));

/** A browser may renew a subscription by itself: the server is told the new address. */
export async function keepInStep() {
  if ((await pushState()) !== "on") return;
  const now = await subscription();
  if (now && now.endpoint !== (await kept())?.endpoint) await save(now);
}
