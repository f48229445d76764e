/** Days and times as people type or paste them: day before month, 24 hours, Viet Nam's clock. Pure. */

import { clock, day, daysIn, instantAt, stamp } from "./moment.mjs";

/** What stands in the boxes; "" for an empty one. @typedef {{day: string, month: string, year: string, hour: string, minute: string}} Boxes */
/** `key` names a sentence; `box` the first box that is wrong. @typedef {{key: string, box: keyof Boxes, values?: Record<string, string>}} Wrong */

/** @type {Boxes} */
export const EMPTY = { day: "", month: "", year: "", hour: "", minute: "" };
const [FIRST_YEAR, LAST_YEAR] = [2000, 2099];

/** @param {number | string} number */
const two = (number) => String(Number(number)).padStart(2, "0");

const ISO = /(\d{4})-(\d{1,2})-(\d{1,2})/;
const DAY_FIRST = /(\d{1,2})\s*(?:[./-]|tháng)\s*(\d{1,2})\s*(?:[./,-]|năm)\s*(\d{4}|\d{2})(?!\d)/i;
const RUN = /^(\d\d)(\d\d)(\d{4})$/;
const TIME = /(\d{1,2})\s*(?::|h|giờ)\s*(\d{2})?(?::\d{2}(?:\.\d+)?)?\s*(am|pm|sa|ch)?/i;
const ZONED = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)$/i;

/** @param {string} found @param {string | undefined} half `pm`, `CH` after noon */
function hourOf(found, half) {
  const hour = Number(found);
  if (!half || hour > 12) return two(hour);
  return two((hour % 12) + (/^(pm|ch)$/i.test(half) ? 12 : 0));
}

/**
 * A pasted moment, day or time laid into boxes: `27/11/2026 20:00`, `27.11.2026`, `20h00 ngày 27/11`'s twin with its year, ISO.
 * @param {string} text @returns {Partial<Boxes> | undefined} the boxes it fills; undefined when it says neither day nor time
 */
export function pasted(text) {
  const typed = text.normalize("NFKC").trim();
  if (ZONED.test(typed)) return boxesOf(stamp(Date.parse(typed)));
  const iso = ISO.exec(typed);
  const [, date, month, year] = iso ? [iso[0], iso[3], iso[2], iso[1]] : (DAY_FIRST.exec(typed) ?? RUN.exec(typed) ?? []);
  const time = TIME.exec(typed);
  if (!date && !time) return undefined;
  return {
    ...(date && { day: two(date), month: two(month ?? ""), year: wholeYear(year ?? "") }),
    ...(time && { hour: hourOf(time[1] ?? "", time[3]), minute: time[2] ?? "00" }),
  };
}

/** `26` is 2026: the platform knows no other century. @param {string} typed */
export const wholeYear = (typed) => (/^\d\d$/.test(typed) ? `20${typed}` : typed);

/** The boxes of a day `2026-11-27` or of a moment of any offset. @param {string} value @returns {Boxes} */
export function boxesOf(value) {
  const at = value.length > 10 ? Date.parse(value) : NaN;
  const [year = "", month = "", date = ""] = (isFinite(at) ? day(at) : value).split("-");
  const [hour = "", minute = ""] = clock(at).split(":");
  return { day: date, month, year, hour, minute };
}

/** @type {Record<string, string>} */
const NO = { day: "when.no-day", month: "when.no-month", year: "when.no-year", hour: "when.no-hour" };

/** The first empty box that has to be filled, in reading order. @param {Boxes} boxes @param {boolean} time */
const missing = (boxes, time) =>
  /** @type {(keyof Boxes)[]} */ (["day", "month", "year", ...(time ? ["hour"] : [])]).find((box) => !boxes[box]);

/** @param {Boxes} boxes @param {boolean} time @returns {Wrong | undefined} */
function outOfRange({ day: date, month, year, hour, minute }, time) {
  /** @param {string} text @param {number} low @param {number} high */
  const within = (text, low, high) => /^\d+$/.test(text) && Number(text) >= low && Number(text) <= high;
  if (!within(month, 1, 12)) return { key: "when.bad-month", box: "month" };
  if (!within(year, FIRST_YEAR, LAST_YEAR)) return { key: "when.bad-year", box: "year" };
  const last = daysIn(Number(year), Number(month));
  if (!within(date, 1, last)) return { key: "when.bad-day", box: "day", values: { day: date, month: String(Number(month)), year } };
  if (time && !within(hour, 0, 23)) return { key: "when.bad-hour", box: "hour" };
  if (time && !within(minute, 0, 59)) return { key: "when.bad-minute", box: "minute" };
  return undefined;
}

/**
 * @param {Boxes} typed @param {{time?: boolean, past?: boolean, now: number}} rule `past`: not after `now` (a day: not after today)
 * @returns {{value: string, wrong?: Wrong}} `value` is `2026-11-27`, with `time` `2026-11-27T20:00:00+07:00`; "" while empty or wrong
 */
export function whenOf(typed, { time = false, past = false, now }) {
  const boxes = { ...typed, year: wholeYear(typed.year), minute: typed.minute || (typed.hour && "00") };
  if (Object.entries(boxes).every(([box, text]) => !text || (!time && (box === "hour" || box === "minute")))) return { value: "" };
  const empty = missing(boxes, time);
  if (empty) return { value: "", wrong: { key: NO[empty] ?? "", box: empty } };
  const wrong = outOfRange(boxes, time);
  if (wrong) return { value: "", wrong };
  const iso = `${boxes.year}-${two(boxes.month)}-${two(boxes.day)}`;
  const at = instantAt(iso, `${two(boxes.hour)}:${two(boxes.minute)}`);
  if (past && (time ? at > now : iso > day(now))) return { value: "", wrong: { key: "when.future", box: "day" } };
  return { value: time ? stamp(at) : iso };
}
