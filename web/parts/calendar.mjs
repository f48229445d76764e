/** A calendar file (RFC 5545) with one event of whole days. Pure. */

import { day, instantAt, utc } from "./moment.mjs";

const LONGEST = 75; // octets of a line

/**
 * @typedef {object} Event
 * @property {string} uid the same for the same event, so that a calendar takes it once
 * @property {string} first `2026-11-29`
 * @property {string} last the last of its days
 * @property {string} title
 * @property {string} text
 * @property {string} reminder said on the evening of the last day
 * @property {string} url
 */

/** @param {string} letter */
const octets = (letter) => new TextEncoder().encode(letter).length;

/** In lines that end between letters, never within one; what goes on begins with a space. @param {string} line */
function folded(line) {
  let taken = 0;
  let made = "";
  for (const letter of line) {
    if (taken + octets(letter) > LONGEST) {
      made += "\r\n ";
      taken = 1;
    }
    made += letter;
    taken += octets(letter);
  }
  return made;
}

/** @param {string} text */
const escaped = (text) => text.replace(/[\\;,]/g, "\\$&").replace(/\r?\n/g, "\\n");

/** @param {string} iso `2026-11-29` */
const plain = (iso) => iso.replaceAll("-", "");

/** @param {Event} event @param {number} now */
export function calendar({ uid, first, last, title, text, reminder, url }, now) {
  return [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Vung Xanh//Thong bao//VI",
    "CALSCALE:GREGORIAN",
    "METHOD:PUBLISH",
    "BEGIN:VEVENT",
    `UID:${uid}`,
    `DTSTAMP:${utc(now)}`,
    `DTSTART;VALUE=DATE:${plain(first)}`,
    `DTEND;VALUE=DATE:${plain(day(instantAt(last), 1))}`, // the first day that is free again
    `SUMMARY:${escaped(title)}`,
    `DESCRIPTION:${escaped(text)}`,
    `URL:${url}`,
    "CLASS:PRIVATE",
    "TRANSP:TRANSPARENT",
    "BEGIN:VALARM",
    "ACTION:DISPLAY",
    "TRIGGER;RELATED=END:-PT5H",
    `DESCRIPTION:${escaped(reminder)}`,
    "END:VALARM",
    "END:VEVENT",
    "END:VCALENDAR",
    "",
  ]
    .map(folded)
    .join("\r\n");
}
