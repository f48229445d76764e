/** A day or a moment typed into boxes of its own (never the browser's, which follows the device's language and zone). */

import { $, h } from "./dom.mjs";
import { t } from "./i18n.mjs";
import { clock, day, dayShown, stamp, weekday } from "./moment.mjs";
import { EMPTY, boxesOf, pasted, wholeYear, whenOf } from "./when.mjs";

/** @typedef {import("./when.mjs").Boxes} Boxes */
/** @typedef {ReturnType<typeof whenField>} When */

/** @type {Record<keyof Boxes, string>} */
const LABELS = { day: "when.day", month: "when.month", year: "when.year", hour: "when.hour", minute: "when.minute" };
const WIDTHS = { day: 2, month: 2, year: 4, hour: 2, minute: 2 };
/** @type {Record<string, keyof Boxes>} */
const NEXT = { day: "month", month: "year", year: "hour", hour: "minute" };
const DATE = /** @type {(keyof Boxes)[]} */ (["day", "month", "year"]);

/** `Thứ Sáu 27/11/2026, 20:00`. @param {string} value as a field gives it */
export function inWords(value) {
  const iso = value.slice(0, 10);
  const time = value.length > 10 ? `, ${clock(Date.parse(value))}` : "";
  return `${t("when.weekdays").split("|")[weekday(iso)]} ${dayShown(iso)}${time}`;
}

/**
 * Fills a `fieldset` that holds its legend. The day's box has the field's own id, so faults and links find it.
 * @param {string} id of the field; its fieldset stands in the page as `<id>-when`
 * @param {{time?: boolean, past?: boolean, optional?: boolean, group?: HTMLFieldSetElement}} [options]
 *   `past`: refuses what is still to come; `optional`: can be emptied by a button; `group`: the fieldset, when it stands in no page yet
 */
export function whenField(id, { time = false, past = false, optional = false, group = $(`${id}-when`) } = {}) {
  /** The moment it was set to, kept while its boxes say the same minute, so that seconds survive. */
  let kept = "";
  /** @type {Record<string, HTMLInputElement>} */
  const boxes = {};
  const echo = h("p", { class: "echo", role: "status", id: `${id}-echo` });

  /** @returns {Boxes} */
  const typed = () => ({ ...EMPTY, ...Object.fromEntries(Object.entries(boxes).map(([box, field]) => [box, field.value.normalize("NFKC").trim()])) });
  const parsed = () => whenOf(typed(), { time, past, now: Date.now() });
  const told = () => {
    const { value } = parsed();
    echo.textContent = value && inWords(value);
  };
  /** @param {Partial<Boxes>} given */
  const put = (given) => {
    for (const [box, text] of Object.entries(given)) if (boxes[box]) boxes[box].value = text;
    told();
  };
  /** A choice is told like typing. @param {Partial<Boxes>} given */
  const choose = (given) => {
    put(given);
    group.dispatchEvent(new Event("input", { bubbles: true }));
  };

  /** A separator goes on to the next box; whatever else is no digit was pasted. @param {keyof Boxes} box */
  const typing = (box) => {
    const field = /** @type {HTMLInputElement} */ (boxes[box]);
    const next = boxes[NEXT[box] ?? ""];
    if (next && /^\s*\d{1,4}[\s./:,-]$/.test(field.value)) {
      field.value = field.value.replace(/\D/g, "");
      next.select();
    } else if (/\D/.test(field.value.trim()) || field.value.trim().length > 4) put(pasted(field.value) ?? {});
    told();
  };
  /** `26` becomes 2026 and `20` o'clock 20:00, unless the minutes are about to be typed. @param {EventTarget | null} next */
  const whole = (next) =>
    put({ year: wholeYear(boxes.year?.value ?? ""), ...(boxes.hour?.value && !boxes.minute?.value && next !== boxes.minute && { minute: "00" }) });
  /** @param {keyof Boxes} box @param {boolean} first */
  const part = (box, first) => {
    const at = first ? id : `${id}-${box}`;
    const field = h("input", {
      type: "text", inputmode: "numeric", autocomplete: "off", id: at, size: WIDTHS[box], class: first ? undefined : "part", "aria-describedby": `${id}-echo`,
      oninput: () => typing(box),
      onblur: (/** @type {FocusEvent} */ event) => whole(event.relatedTarget),
    });
    boxes[box] = field;
    return h("div", { class: `box ${box}` }, h("label", { for: at, "data-t": LABELS[box] }, t(LABELS[box])), field);
  };
  /** @param {string} key @param {() => Partial<Boxes>} given */
  const quick = (key, given) => h("button", { type: "button", class: "quick", "data-t": key, onclick: () => choose(given()) }, t(key));
  /** @param {number} days */
  const dated = (days) => Object.fromEntries(Object.entries(boxesOf(day(Date.now(), days))).filter(([box]) => DATE.includes(/** @type {keyof Boxes} */ (box))));

  group.classList.add("when");
  group.append(
    h("div", { class: "boxes" }, h("div", {}, ...DATE.map((box, place) => part(box, !place))), time && h("div", {}, part("hour", false), part("minute", false))),
    echo,
    h("div", { class: "quicks" },
      quick("when.today", () => dated(0)), quick("when.yesterday", () => dated(-1)),
      time && quick("when.now", () => boxesOf(stamp(Date.now()))), optional && quick("when.clear", () => EMPTY)),
  );
  document.addEventListener("language", told);

  return {
    id,
    /** `value`: `2026-11-27`, with `time` RFC 3339 at +07:00; "" while empty or wrong. `faults`: what is wrong, at its box. */
    read: () => {
      const { value, wrong } = parsed();
      const same = kept && value && value.slice(0, 16) === stamp(Date.parse(kept)).slice(0, 16);
      return { value: same ? kept : value, faults: wrong ? [{ field: wrong.box === "day" ? id : `${id}-${wrong.box}`, text: t(wrong.key, wrong.values) }] : [] };
    },
    /** @param {string | undefined} value a day or a moment; nothing empties it */
    set: (value) => {
      kept = time ? (value ?? "") : "";
      put(value ? boxesOf(value) : EMPTY);
    },
    /** @param {boolean} off */
    disable: (off) => void (group.disabled = off),
  };
}
