/** The registration fields, filled once on a device. */

import { value } from "./form.mjs";
import { nameFaults, phoneFaults, yearFaults } from "./person-faults.mjs";

/** Who somebody says they are, and what is wrong with it. @returns {{person: any, faults: {field: string, text: string}[]}} */
export function readPerson() {
  const person = { full_name: value("full_name").replace(/\s+/g, " "), phone: value("phone"), year_of_birth: Number(value("year_of_birth")) };
  return { person, faults: [...nameFaults("full_name"), ...phoneFaults("phone"), ...yearFaults("year_of_birth")] };
}
