/** Units below the one that somebody works for, to choose from. A commune has none. */

import { h, select, show } from "../../parts/dom.mjs";
import { t } from "../../parts/i18n.mjs";
import { staff } from "../../parts/session.mjs";
import { communes, provinceOf, provinces } from "../../parts/units.mjs";

const COMMUNE = 5;

/** @param {[string, string, string?]} unit */
const option = ([code, name]) => h("option", { value: code }, name);

/** @param {string} scheme @param {string} code @returns {Promise<HTMLElement[]>} */
async function choices(scheme, code) {
  const province = provinceOf(await provinces(scheme), code);
  if (!province) return [];
  const { communes: below, districts = [] } = await communes(scheme, province);
  const own = districts.find(([each]) => each === code)?.[1];
  if (own) return below.filter(([, , district]) => district === own).map(option);
  if (!districts.length) return below.map(option);
  return districts.map(([each, name]) =>
    h("optgroup", { label: name }, h("option", { value: each }, t("cases.units-district", { name })), ...below.filter(([, , district]) => district === name).map(option)));
}

/** Fills the filter before it is wired; without the lists of units, the whole unit is shown. */
export async function offerUnits() {
  const unit = staff()?.unit;
  if (!unit?.code || unit.code.length === COMMUNE) return;
  const found = await choices(unit.scheme, unit.code).catch(() => []);
  select("unit").append(...found);
  show("unit-filter", found.length > 0);
}
