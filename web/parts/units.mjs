/** Administrative units: one small file a province, found by name without diacritics. */

import { $, h, input, say, select, show } from "./dom.mjs";
import { matches } from "./fold.mjs";
import { t } from "./i18n.mjs";

const MOST = 8;

/** @typedef {{scheme: string, code: string, name: string}} Unit */
/** @typedef {{provinces: [string, string][], runs: [string, string][]}} Index */
/** @typedef {{communes: [string, string, string?][]}} Province */

/** @param {string} path @returns {Promise<any>} */
async function json(path) {
  const answer = await fetch(path);
  if (!answer.ok) throw new Error(path);
  return answer.json();
}

/** @param {string} scheme @returns {Promise<Index>} */
export const provinces = (scheme) => json(`/units/${scheme}/index.json`);

/** @param {string} scheme @param {string} province @returns {Promise<Province>} */
export const communes = (scheme, province) => json(`/units/${scheme}/${province}.json`);

/** The province of a commune or district: codes run in blocks. @param {Index} index @param {string} code */
export const provinceOf = (index, code) =>
  code.length === 2 ? code : index.runs.filter(([first]) => first.length === code.length && first <= code).at(-1)?.[1];

/** `Phường Hồng Hà, Thành phố Hà Nội`. @param {string} scheme @param {string} code */
export async function unitName(scheme, code) {
  const index = await provinces(scheme);
  const province = provinceOf(index, code) ?? "";
  const name = index.provinces.find(([each]) => each === province)?.[1] ?? "";
  if (code === province || !province) return name || code;
  const own = (await communes(scheme, province)).communes.find(([each]) => each === code)?.[1];
  return own ? `${own}, ${name}` : name;
}

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
    show(province, true);
  } catch {
    say(`${prefix}-state`, t("unit.unreachable"));
  }
}
