/** Where somebody lives, as staff read it: what nobody has said yet is marked. */

import { t } from "./i18n.mjs";

/** @param {{unit?: {name: string} | null, unit_assumed?: boolean}} person */
export const homeOf = ({ unit, unit_assumed }) =>
  [unit?.name, unit_assumed && t("lives.assumed")].filter(Boolean).join(" – ");
