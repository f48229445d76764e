/** Moments as the API writes them (whole seconds, offset) and as people read them (24 hours, dd/mm/yyyy). */

/** @param {number} number */
const two = (number) => String(number).padStart(2, "0");

/** RFC 3339 with the device's own offset. @param {number} millis */
export function stamp(millis) {
  const at = new Date(millis);
  const offset = -at.getTimezoneOffset();
  const zone = `${offset < 0 ? "-" : "+"}${two(Math.floor(Math.abs(offset) / 60))}:${two(Math.abs(offset) % 60)}`;
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}${zone}`;
}

/** @param {number} millis @param {boolean} [seconds] */
export function clock(millis, seconds = false) {
  const at = new Date(millis);
  return `${two(at.getHours())}:${two(at.getMinutes())}${seconds ? `:${two(at.getSeconds())}` : ""}`;
}

/** @param {number} millis */
export function date(millis) {
  const at = new Date(millis);
  return `${two(at.getDate())}/${two(at.getMonth() + 1)}/${at.getFullYear()}`;
}

/** `HH:mm dd/MM/yyyy`, the date left out when it is today. @param {number} millis @param {number} now */
export const moment = (millis, now) =>
  date(millis) === date(now) ? clock(millis) : `${clock(millis)} ${date(millis)}`;

/** `20/11`, with the year when it is another one. @param {number} millis @param {number} now */
export const dayAndMonth = (millis, now) =>
  new Date(millis).getFullYear() === new Date(now).getFullYear() ? date(millis).slice(0, 5) : date(millis);

/** A calendar day `2021-11-21` as `21/11/2021`, with no zone in the way. @param {string} iso */
export const dayShown = (iso) => iso.split("-").reverse().join("/");

/** A local day `days` away from `millis`, as `2021-11-21`. @param {number} millis @param {number} [days] */
export function day(millis, days = 0) {
  const at = new Date(millis);
  at.setDate(at.getDate() + days);
  return stamp(at.getTime()).slice(0, 10);
}
