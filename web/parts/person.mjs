/** Rules for what a person writes about themselves. They are the server's rules, told earlier. */

import { day } from "./moment.mjs";

const OLD = /^0?1(2[0-9]|6[2-9]|8[68]|99)\d{7}$/;

/** @param {string} typed */
export function isPhone(typed) {
  const digits = typed.replace(/[\s.\-()]/g, "").replace(/^(\+?84|0)/, "0");
  return /^0[35789]\d{8}$/.test(digits) || OLD.test(digits);
}

/** What a venue is called at: a mobile, a landline, or a service number. @param {string} typed */
export function isContactPhone(typed) {
  const digits = typed.replace(/[\s.\-()]/g, "");
  return isPhone(typed) || /^((\+|00)?840?|0)?2\d{8,9}$/.test(digits) || /^1[89]00\d{4,6}$/.test(digits);
}

/** `02043823456`: as it is dialled here. @param {string} phone */
export const dialled = (phone) => phone.replace(/[\s.\-()]/g, "").replace(/^(\+|00)840?|^84(?=\d{9})/, "0");

/** Letters of any script with their marks, spaces and .'-’ only; one word is legal. @param {string} name */
export const isName = (name) => /^[\p{L}\p{M} .'’-]{1,100}$/u.test(name) && /\p{L}/u.test(name);

/** @param {string} typed @param {number} now */
export function isYear(typed, now) {
  const year = Number(typed);
  return /^\d{4}$/.test(typed) && year >= 1900 && year <= Number(day(now).slice(0, 4));
}

/** The number of somebody's papers, as far as a page can tell; the server knows more. @param {string} typed */
export const isPaper = (typed) => /^[A-Za-z0-9 .-]{8,20}$/.test(typed);

/** `Nguyễn Văn An` as `N. V. An`: enough for its owner to recognise. @param {string} name */
export function initials(name) {
  const words = name.split(/\s+/);
  return [...words.slice(0, -1).map((word) => `${[...word][0]}.`), words.at(-1)].join(" ");
}

/** `0912•••678`. @param {string} phone */
export function maskedPhone(phone) {
  const national = phone.replace(/[\s.\-()]/g, "").replace(/^\+?84/, "0");
  return `${national.slice(0, 4)}•••${national.slice(-3)}`;
}
