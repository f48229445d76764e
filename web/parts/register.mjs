/** The registration fields, filled once on a device. */

import { value } from "./form.mjs";
import { t } from "./i18n.mjs";
import { isName, isPhone, isYear } from "./person.mjs";

/** Who somebody says they are, and what is wrong with it. @returns {{person: any, faults: {field: string, text: string}[]}} */
export function readPerson() {
  const person = { full_name: value("full_name").replace(/\s+/g, " "), phone: value("phone"), year_of_birth: Number(value("year_of_birth")) };
  const faults = [];
  if (!isName(person.full_name)) faults.push({ field: "full_name", text: t("fault.name") });
  if (!isPhone(person.phone)) faults.push({ field: "phone", text: t("fault.phone") });
  if (!isYear(value("year_of_birth"), Date.now())) faults.push({ field: "year_of_birth", text: t("fault.year") });
  return { person, faults };
}
