/** Files that the platform made, onto the device. */

import { h } from "../../parts/dom.mjs";

export const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** @param {Response} answer @param {string} name */
export async function keep(answer, name) {
  const url = URL.createObjectURL(await answer.blob());
  h("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
