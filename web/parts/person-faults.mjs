/** What is wrong with what was typed about a person, at its field: nothing there, or not what it should be. */

import { value } from "./form.mjs";
import { t } from "./i18n.mjs";
import { isName, isPhone, isYear } from "./person.mjs";

/** @param {string} field @param {string} key of a sentence; "" for no fault */
const at = (field, key) => (key ? [{ field, text: t(key) }] : []);

/** @param {string} field id of an input */
export const nameFaults = (field) => at(field, isName(value(field)) ? "" : value(field) ? "fault.name" : "fault.no-name");

/** @param {string} field */
export const yearFaults = (field) => at(field, isYear(value(field), Date.now()) ? "" : value(field) ? "fault.year" : "fault.no-year");

/** A number that begins as those of houses and offices do takes no message. @param {string} field @param {boolean} [optional] may stay empty */
export function phoneFaults(field, optional = false) {
  const typed = value(field);
  if (isPhone(typed) || (optional && !typed)) return [];
  return at(field, !typed ? "fault.no-phone" : /^\D*(84)?0?2/.test(typed) ? "fault.landline" : "fault.phone");
}
