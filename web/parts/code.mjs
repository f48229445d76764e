/** Typed codes with a Damm check symbol over 32 values; each type starts from its own seed. */

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
/** @type {Record<string, string>} */
const LOOK_ALIKES = { o: "0", i: "1", l: "1" };
const VENUE = { length: 8, seed: 1 };
const PERSONAL = { length: 12, seed: 2 };
const CASE = { length: 8, seed: 6 };
const PERSON = { length: 13, seed: 13 };
const SIGNATURE = 13; // key id and truncated MAC: only the server can check them

/** What a person typed, as the alphabet writes it. @param {string} typed */
export const normalised = (typed) =>
  typed.normalize("NFKC").toLowerCase().replace(/[\s\p{Pd}\p{Cf}]/gu, "").replace(/[oil]/g, (symbol) => LOOK_ALIKES[symbol] ?? symbol);

/** @param {string} code @param {number} seed */
export function damm(code, seed) {
  let state = seed;
  for (const symbol of code) {
    const value = ALPHABET.indexOf(symbol);
    if (value < 0) return -1;
    state = 2 * (state ^ value);
    if (state > 31) state ^= 37;
  }
  return state;
}

/** Upper case in groups of four, as printed. @param {string} code */
export const shown = (code) => (normalised(code).toUpperCase().match(/.{1,4}/g) ?? []).join("-");

/**
 * Why a typed text is no code of this kind: `empty`, `symbols` (with the first foreign one), `length`, `check`; or null.
 * @param {string} typed @param {{length: number, seed: number}} kind
 * @returns {{rule: "empty" | "symbols" | "length" | "check", symbol?: string, count?: number} | null}
 */
function fault(typed, kind) {
  const code = normalised(typed);
  if (!code) return { rule: "empty" };
  const symbol = [...code].find((each) => !ALPHABET.includes(each));
  if (symbol) return { rule: "symbols", symbol: symbol.toUpperCase() };
  if (code.length !== kind.length) return { rule: "length", count: code.length };
  return damm(code, kind.seed) === 0 ? null : { rule: "check" };
}

/** @param {string} typed */
export const venueFault = (typed) => fault(typed, VENUE);
/** @param {string} typed */
export const personalFault = (typed) => fault(typed, PERSONAL);
/** @param {string} typed */
export const isCase = (typed) => fault(typed, CASE) === null;
/** @param {string} typed */
export const isPerson = (typed) => fault(typed, PERSON) === null;

/**
 * A venue's code out of what a QR or a keyboard gave: the signed token or the typed code alone.
 * `code` names the venue, `sent` is what the server is told. Null when the check symbol does not fit.
 * @param {string} text
 * @returns {{code: string, sent: string} | null}
 */
export function readVenue(text) {
  const symbols = normalised(text);
  const code = symbols.slice(0, VENUE.length);
  const rest = symbols.slice(VENUE.length);
  if (code.length < VENUE.length || damm(code, VENUE.seed) || (rest && rest.length !== SIGNATURE) || damm(rest, 0) < 0) return null;
  return { code, sent: symbols.toUpperCase() };
}
