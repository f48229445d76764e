/** A staff member's sign-in: tokens in memory and in this tab, renewed before they end, forgotten after 15 idle minutes. */

import { forgetDrafts } from "./draft.mjs";
import { Refusal, Unreachable, call } from "./api.mjs";

const KEY = "staff";
const IDLE = 15 * 60_000;
const EARLY = 60_000;
const TARGET = "AWSCognitoIdentityProviderService.";

/** @typedef {{id: string, refresh: string, access: string, username: string, seen: number}} Tokens */
/** @typedef {{auth_url: string, client_id: string, scheme: string, stage: string}} Config */

/** What the user pool refuses, by the name of its exception. */
export class SignInFault extends Error {
  /** @param {string} name */
  constructor(name) {
    super(name);
    this.name = name;
  }
}

/** @type {Promise<Config> | undefined} */
let settings;
/** @type {Tokens | undefined} */
let tokens;
/** @type {Promise<void> | undefined} */
let renewing;

/** @returns {Promise<Config>} */
export const config = () =>
  (settings ??= fetch("/config.json", { redirect: "manual" })
    .then((answer) => answer.json())
    .then((told) => (told.auth_url ? told : Promise.reject(told)))
    .catch((cause) => {
      settings = undefined;
      throw new Unreachable("/config.json", cause);
    }));

/** One call of the user pool, through our own address; what the pool did not say is no answer. @param {string} operation @param {object} body @param {string} [has] a member without which it is not the pool's @returns {Promise<any>} */
export async function pool(operation, body, has) {
  const { auth_url, client_id } = await config();
  const answer = await fetch(auth_url, {
    method: "POST",
    redirect: "manual",
    headers: { "Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": TARGET + operation },
    body: JSON.stringify({ ...(operation.endsWith("SoftwareToken") ? {} : { ClientId: client_id }), ...body }),
  }).catch((cause) => {
    throw new Unreachable(auth_url, cause);
  });
  const told = await answer.json().catch(() => null);
  const fault = told?.__type ?? told?.code;
  if (!answer.ok && fault) throw new SignInFault(String(fault).split("#").pop() ?? "");
  if (!answer.ok || !told || (has && !told[has])) throw new Unreachable(auth_url, told, answer.status);
  return told;
}

/** @param {string} token */
const payload = (token) => {
  const part = (token.split(".")[1] ?? "").replace(/-/g, "+").replace(/_/g, "/");
  const bytes = Uint8Array.from(atob(part), (each) => each.charCodeAt(0));
  return JSON.parse(new TextDecoder().decode(bytes));
};

/** @returns {Tokens | undefined} */
function read() {
  if (tokens) return tokens;
  const kept = sessionStorage.getItem(KEY);
  return kept ? (tokens = JSON.parse(kept)) : undefined;
}

/** @param {Tokens | undefined} next */
function keep(next) {
  tokens = next;
  if (next) sessionStorage.setItem(KEY, JSON.stringify(next));
  else sessionStorage.removeItem(KEY);
}

/** Takes what the pool answered after the last challenge. @param {any} result @param {string} username */
export const accept = (result, username) => {
  forgetDrafts(username);
  keep({ id: result.IdToken, access: result.AccessToken, refresh: result.RefreshToken ?? read()?.refresh ?? "", username, seen: Date.now() });
};

/** @typedef {{roles: string[], unit: {scheme: string, code: string}, name: string, expires: number}} Staff */

/** Who is signed in, as the ID token says, or undefined. @returns {Staff | undefined} */
export function staff() {
  const kept = read();
  if (!kept) return undefined;
  const claims = payload(kept.id);
  return {
    roles: claims["cognito:groups"] ?? [],
    unit: { scheme: claims["custom:unit_scheme"], code: claims["custom:unit_code"] },
    name: claims.name ?? claims["cognito:username"] ?? kept.username,
    expires: claims.exp * 1000,
  };
}

/** Who signed in last in this tab, also after a lock; else who asked to be remembered on this device. */
export const lastUser = () => tokens?.username ?? sessionStorage.getItem("staff-user") ?? localStorage.getItem("staff-user") ?? "";

/** Whether the name of a user is kept on the device. Never a password, never a token. */
export const isRemembered = () => Boolean(localStorage.getItem("staff-user"));

/** @param {boolean} on */
export function rememberUser(on) {
  if (on) localStorage.setItem("staff-user", lastUser());
  else localStorage.removeItem("staff-user");
}

/** Forgets the tokens; the name stays for the next sign-in. */
export function lock() {
  sessionStorage.setItem("staff-user", lastUser());
  keep(undefined);
}

/** Locks, and tells the pool that the refresh token is done with. */
export async function signOut() {
  const refresh = read()?.refresh;
  keep(undefined);
  sessionStorage.removeItem("staff-user");
  forgetDrafts();
  if (refresh) await pool("RevokeToken", { Token: refresh }).catch(() => undefined);
}

async function renew() {
  const kept = read();
  if (!kept?.refresh) throw new SignInFault("NotSignedIn");
  const answer = await pool("InitiateAuth", { AuthFlow: "REFRESH_TOKEN_AUTH", AuthParameters: { REFRESH_TOKEN: kept.refresh } }, "AuthenticationResult");
  accept(answer.AuthenticationResult, kept.username);
}

/** @returns {Promise<void>} */
const renewed = () => (renewing ??= renew().finally(() => (renewing = undefined)));

/** Notes that somebody is there. */
export function seen() {
  if (tokens) keep({ ...tokens, seen: Date.now() });
}

/** @param {number} now */
export const isIdle = (now) => {
  const kept = read();
  return Boolean(kept && now - kept.seen > IDLE);
};

/** What a page does when nobody is signed in any more: resolves when somebody is again. @type {() => Promise<void>} */
let signInAgain = async () => {
  throw new SignInFault("NotSignedIn");
};
/** @param {() => Promise<void>} how */
export const onLocked = (how) => void (signInAgain = how);

async function fresh() {
  const who = staff();
  if (!who) await signInAgain();
  else if (who.expires - Date.now() < EARLY) await renewed().catch(lapsed);
}

/** @param {unknown} error */
async function lapsed(error) {
  if (!(error instanceof SignInFault)) throw error;
  lock();
  await signInAgain();
}

/** A staff call; a refused token is renewed once, whatever number of calls it was refused to. @param {string} path @param {Parameters<typeof call>[1]} [options] @returns {Promise<Response>} */
export async function staffCall(path, options) {
  await fresh();
  const used = read()?.id;
  try {
    return await call(path, { ...options, token: used });
  } catch (error) {
    if (!(error instanceof Refusal) || error.status !== 401) throw error;
    await (read()?.id === used ? renewed().catch(lapsed) : fresh()); // a call beside this one may have renewed it
    return call(path, { ...options, token: read()?.id });
  }
}

/** @param {string} path @param {import("./api.mjs").Wanted} options @returns {Promise<any>} */
export const staffAsk = async (path, options) => (await staffCall(path, options)).json();
