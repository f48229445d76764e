/**
 * Calls to the platform, and what may be believed of an answer. A refusal is a problem document of ours; a success is of
 * the type, and has the member, that was asked for. Whatever else comes, with whatever status, was said by something in
 * between (a firewall, a gateway, a hotel's Wi-Fi): it is no answer, and the same request is sent again (decision 0039).
 */

const PATIENCE = 15_000;

/**
 * @typedef {object} FieldFault
 * @property {string} field
 * @property {string} rule
 * @property {number} [line]
 * @property {{vi: string, en: string}} text
 */

/** What the server refuses, as its problem document says it. */
export class Refusal extends Error {
  /** @param {number} status @param {any} problem @param {number} [wait] milliseconds it asks to wait */
  constructor(status, problem, wait) {
    super(problem.code);
    this.status = status;
    this.problem = problem;
    this.wait = wait;
    this.code = /** @type {string} */ (problem.code);
    this.errors = /** @type {FieldFault[]} */ (problem.errors ?? []);
    /** Further facts of the document, e.g. `case_id` of the case that is there already. @type {Record<string, any>} */
    this.facts = problem.facts ?? {};
  }

  /** True when the same request may succeed later. */
  get passing() {
    return [408, 425, 429].includes(this.status) || this.status >= 500;
  }
}

/** No answer of the platform: no network, none in time, a part of one, or somebody else's. */
export class Unreachable extends Error {
  /** @param {string} [path] @param {unknown} [cause] @param {number} [status] of an answer that was not ours */
  constructor(path, cause, status = 0) {
    super(path, { cause });
    /** Whether something on the way had no time or no mercy; a login page and a redirect to it are no network at all. */
    this.busy = status >= 400;
  }
}

/** @param {Response} response */
function patience(response) {
  const seconds = Number(response.headers.get("Retry-After"));
  return seconds > 0 ? seconds * 1000 : undefined;
}

/**
 * @typedef {object} Options
 * @property {object | string} [body]
 * @property {string} [type] of a body that is no JSON: text, or a file
 * @property {string} [token]
 * @property {number} [patience] milliseconds for the whole answer
 * @property {string} [has] a member without which a JSON answer is not the one asked for; empty where none is sure
 * @property {string} [gives] the type of the answer, where it is a file
 */
/** @typedef {Options & {has: string}} Wanted */

/**
 * @param {string} path below `/api`
 * @param {Options} [options]
 * @returns {Promise<Response>} a 2xx answer of the platform, whole
 */
export async function call(path, options = {}) {
  const { body, token, has, gives = "application/json" } = options;
  /** @type {Record<string, string>} */
  const headers = { Accept: gives };
  if (body !== undefined) headers["Content-Type"] = options.type ?? "application/json";
  if (token) headers.Authorization = `Bearer ${token}`;
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), options.patience ?? PATIENCE);
  let status = 0;
  try {
    const response = await fetch(`/api${path}`, {
      method: body === undefined ? "GET" : "POST",
      headers,
      body: typeof body === "object" && !options.type ? JSON.stringify(body) : /** @type {BodyInit} */ (body),
      cache: token ? "no-store" : "default",
      redirect: "manual", // nothing is followed elsewhere, the token least of all
      signal: stop.signal,
    });
    status = response.status;
    const whole = await response.blob();
    const type = response.headers.get("Content-Type") ?? "";
    const told = type.includes("json") ? JSON.parse(await whole.text()) : {};
    if (response.ok && type.startsWith(gives) && (!has || told[has] !== undefined)) return new Response(whole, response);
    if (status >= 400 && type.startsWith("application/problem+json") && told.type === `urn:vungxanh:problem:${told.code}`)
      throw new Refusal(status, told, patience(response));
    throw new Error(type);
  } catch (cause) {
    throw cause instanceof Refusal ? cause : new Unreachable(path, cause, status);
  } finally {
    clearTimeout(timer);
  }
}

/** The JSON of a 2xx answer. @param {string} path @param {Wanted} options @returns {Promise<any>} */
export const ask = async (path, options) => (await call(path, options)).json();
