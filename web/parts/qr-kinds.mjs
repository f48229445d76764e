/** What a scanned text is. Pure: foreign codes are look-up keys, never proof, and no scanned address is opened. */

import { normalised, personalFault, readVenue, venueFault } from "./code.mjs";

const ISO_DAY = /^[\d*]{4}-[\d*]{2}-[\d*]{2}$/;

/**
 * @typedef {{kind: "venue", sent: string, code: string}
 *   | {kind: "personal", code: string}
 *   | {kind: "identity", number: string, paper: "CCCD" | "BHYT"}
 *   | {kind: "masked"}
 *   | {kind: "certificate"}
 *   | {kind: "damaged"}
 *   | {kind: "foreign"}} Scanned
 */

/** @param {string} fragment @returns {Scanned} */
function venue(fragment) {
  const found = readVenue(fragment);
  return found ? { kind: "venue", ...found } : { kind: "damaged" };
}

/** Citizen cards and national personal codes are told apart by the shape of their fields, not by their number.
 * @param {string[]} fields @returns {Scanned}
 */
function card(fields) {
  const [first = "", second = "", third = ""] = fields;
  if (/^\d{12}$/.test(first) && /^(\d{9})?$/.test(second)) return { kind: "identity", number: first, paper: "CCCD" };
  if (ISO_DAY.test(third)) return /^\d{9}(\d{3})?$/.test(first) ? { kind: "identity", number: first, paper: "CCCD" } : { kind: "masked" };
  if (/^([A-Z]{2}[1-5]\d{2})?\d{10}$/.test(first)) return { kind: "identity", number: first, paper: "BHYT" };
  return { kind: "foreign" };
}

/** @param {string} text @returns {Scanned} */
export function kindOf(text) {
  const read = text.trim();
  const url = /^https?:\/\/[^/]+\/c\/?#(.+)$/i.exec(read);
  if (url) return venue(url[1] ?? "");
  const personal = /^VXP:(.+)$/i.exec(read);
  if (personal) {
    const code = normalised(personal[1] ?? "");
    return personalFault(code) ? { kind: "damaged" } : { kind: "personal", code };
  }
  if (/^HC1:/.test(read)) return { kind: "certificate" };
  if (read.includes("|")) return card(read.split("|").map((field) => field.trim()));
  if (!venueFault(read)) return venue(read);
  if (!personalFault(read)) return { kind: "personal", code: normalised(read) };
  return { kind: "foreign" };
}
