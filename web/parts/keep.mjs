/** Files that the platform made, onto the device. */

import { h } from "./dom.mjs";

export const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/** By the end of a file's name. */
export const TYPES = { xlsx: XLSX, csv: "text/csv" };

/** @param {Response} answer @param {string} name */
export async function keep(answer, name) {
  const url = URL.createObjectURL(await answer.blob());
  h("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
