/** Moments as the API writes them (whole seconds, +07:00) and as people read them: Viet Nam's wall clock, whatever the device's zone. */

const AHEAD = 7 * 3_600_000; // Viet Nam keeps UTC+7 all year
const DAY = 24 * 3_600_000;

/** `2021-11-21T00:05:00.000Z`, read as the clock on a wall in Viet Nam; "" for no moment. @param {number} millis */
const wall = (millis) => (isFinite(millis) ? new Date(millis + AHEAD).toISOString() : "");

/** RFC 3339. @param {number} millis */
export const stamp = (millis) => `${wall(millis).slice(0, 19)}+07:00`;

/** `20211120T170500Z`. @param {number} millis */
export const utc = (millis) => new Date(millis).toISOString().replace(/[-:]|\.\d+/g, "");

/** `00:05`. @param {number} millis @param {boolean} [seconds] */
export const clock = (millis, seconds = false) => wall(millis).slice(11, seconds ? 19 : 16);

/** A calendar day `2021-11-21` as `21/11/2021`. @param {string} iso */
export const dayShown = (iso) => iso.split("-").reverse().join("/");

/** `21/11/2021`. @param {number} millis */
export const date = (millis) => dayShown(wall(millis).slice(0, 10));

/** `HH:mm dd/MM/yyyy`, the date left out when it is today. @param {number} millis @param {number} now */
export const moment = (millis, now) => (date(millis) === date(now) ? clock(millis) : `${clock(millis)} ${date(millis)}`);

/** `20/11`, with the year when it is another one. @param {number} millis @param {number} now */
export const dayAndMonth = (millis, now) => date(millis).slice(0, date(millis).slice(6) === date(now).slice(6) ? 5 : 10);

/** The day `days` away from that of `millis`, as `2021-11-21`. @param {number} millis @param {number} [days] */
export const day = (millis, days = 0) => wall(millis + days * DAY).slice(0, 10);

/** The instant of a day and a time on that wall. @param {string} iso `2021-11-21` @param {string} [time] `20:00` */
export const instantAt = (iso, time = "00:00") => Date.parse(`${iso}T${time}:00+07:00`);

/** 0 for Sunday. @param {string} iso `2021-11-21` */
export const weekday = (iso) => new Date(`${iso}T00:00:00Z`).getUTCDay();

/** How many days a month has. @param {number} year @param {number} month 1 to 12 */
export const daysIn = (year, month) => new Date(Date.UTC(year, month, 0)).getUTCDate();
