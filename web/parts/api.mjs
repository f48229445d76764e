/** Calls to the platform. Every answer that is not 2xx becomes a `Refusal`; silence becomes an `Unreachable`. */

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
    super(problem?.code ?? `http-${status}`);
    this.status = status;
    this.code = /** @type {string} */ (problem?.code ?? `http-${status}`);
    this.text = /** @type {{vi: string, en: string} | undefined} */ (problem?.text);
    this.errors = /** @type {FieldFault[]} */ (problem?.errors ?? []);
    this.requestId = /** @type {string | undefined} */ (problem?.request_id);
    /** Further facts of the document, e.g. `case_id` of the case that is there already. @type {Record<string, any>} */
    this.facts = problem?.facts ?? {};
    this.wait = wait;
  }

  /** True when the same request may succeed later. */
  get passing() {
    return [408, 425, 429].includes(this.status) || this.status >= 500;
  }
}

/** No answer: no network, or none in time. */
export class Unreachable extends Error {}

/** @param {Response} response */
function patience(response) {
  const seconds = Number(response.headers.get("Retry-After"));
  return seconds > 0 ? seconds * 1000 : undefined;
}

/**
 * @param {string} path below `/api`
 * @param {{method?: string, body?: object | string, type?: string, token?: string, patience?: number}} [options]
 * @returns {Promise<Response>} a 2xx answer
 */
export async function call(path, options = {}) {
  const { method = options.body === undefined ? "GET" : "POST", body, token } = options;
  /** @type {Record<string, string>} */
  const headers = { Accept: "application/json" };
  if (body !== undefined) headers["Content-Type"] = options.type ?? "application/json";
  if (token) headers.Authorization = `Bearer ${token}`;
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), options.patience ?? PATIENCE);
  const response = await fetch(`/api${path}`, {
    method,
    headers,
    body: typeof body === "object" ? JSON.stringify(body) : body,
    cache: token ? "no-store" : "default",
    signal: stop.signal,
  })
    .catch((cause) => {
      throw new Unreachable(path, { cause });
    })
    .finally(() => clearTimeout(timer));
  if (response.ok) return response;
  throw new Refusal(response.status, await response.json().catch(() => null), patience(response));
}

/** The JSON of a 2xx answer. @param {string} path @param {Parameters<typeof call>[1]} [options] @returns {Promise<any>} */
export async function ask(path, options) {
  const response = await call(path, options);
  return response.json().catch((cause) => {
    throw new Unreachable(path, { cause });
  });
}
