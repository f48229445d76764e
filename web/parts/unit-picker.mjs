/** Choosing a commune: the province, then the name without diacritics. */

import { $, h, input, say, select } from "./dom.mjs";
import { matches } from "./fold.mjs";
import { t } from "./i18n.mjs";
import { communes, provinces } from "./units.mjs";

const MOST = 8;

/** @typedef {import("./units.mjs").Unit} Unit */
/** @typedef {import("./units.mjs").Province} Province */

/**
 * Wires a picker made of `<prefix>-province` (select), `<prefix>-search` (text), `<prefix>-found` (list) and
 * `<prefix>-state` (status). Calls `chosen` with each choice.
 * @param {string} prefix @param {string} scheme @param {(unit: Unit) => void} chosen
 */
export async function unitPicker(prefix, scheme, chosen) {
  const province = select(`${prefix}-province`);
  const search = input(`${prefix}-search`);
  /** @type {Province["communes"]} */
  let known = [];
  const list = () => {
    const found = search.value.trim() ? known.filter(([, name]) => matches(name, search.value)) : [];
    $(`${prefix}-found`).replaceChildren(...found.slice(0, MOST).map(row));
    say(`${prefix}-state`, search.value.trim() ? t("unit.found", { count: found.length }) : "");
  };
  /** @param {Province["communes"][number]} unit */
  const row = ([code, name, district]) =>
    h("li", {}, h("button", { type: "button", class: "choice", onclick: () => pick(code, name) }, name,
      district ? h("small", {}, ` ${district}`) : ""));
  /** @param {string} code @param {string} name */
  const pick = (code, name) => {
    search.value = "";
    $(`${prefix}-found`).replaceChildren();
    say(`${prefix}-state`, "");
    chosen({ scheme, code, name: `${name}, ${province.selectedOptions[0]?.text ?? ""}` });
  };
  const load = async () => {
    known = [];
    search.disabled = true;
    if (!province.value) return;
    try {
      known = (await communes(scheme, province.value)).communes;
      search.disabled = false;
      list();
    } catch {
      say(`${prefix}-state`, t("unit.unreachable"));
    }
  };
  province.addEventListener("change", load);
  search.addEventListener("input", list);
  search.disabled = true;
  if (province.options.length > 1) return;
  try {
    const index = await provinces(scheme);
    province.append(...index.provinces.map(([code, name]) => h("option", { value: code }, name)));
  } catch {
    say(`${prefix}-state`, t("unit.unreachable"));
  }
}
