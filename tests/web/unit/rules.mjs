/** What a page's field says of each fault that the platform may name: rows of `[field, rule, {vi, en}]` on standard input. */

import { readFileSync } from "node:fs";

const [language, label] = process.argv.slice(2);
globalThis.__VI__ = JSON.parse(readFileSync(new URL(`../../../web/i18n/${language}.json`, import.meta.url), "utf8"));
globalThis.__RETOLD__ = false;
globalThis.__SHARED__ = false;
let there = true;
globalThis.document = {
  documentElement: { lang: language },
  getElementById: (id) => (there ? { id, value: "", closest: () => null } : null),
  querySelector: () => ({ textContent: label }),
};
const { Refusal } = await import("../../../web/parts/api.mjs");
const { faultsOf } = await import("../../../web/parts/problem.mjs");

const said = JSON.parse(readFileSync(0, "utf8")).map(([field, rule, text]) => {
  const refusal = new Refusal(422, { code: "invalid", errors: [{ field, rule, text }] });
  /** @param {boolean} input whether the page has an input for it */
  const shown = (input) => {
    there = input;
    return faultsOf(refusal, {})[0].text;
  };
  return [shown(true), shown(false)];
});
process.stdout.write(JSON.stringify(said));
