/** The page's Vietnamese sentences, as the build would put them in: imported before a module that speaks. */

import { readFileSync } from "node:fs";

const read = (language) => JSON.parse(readFileSync(new URL(`../../../web/i18n/${language}.json`, import.meta.url), "utf8"));
globalThis.__VI__ = read("vi");
globalThis.__RETOLD__ = true;
globalThis.__SHARED__ = false;
