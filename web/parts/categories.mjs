/** Venue categories of the 2021 list, by code, and the keys of their names. */

import { t } from "./i18n.mjs";

/** @type {Record<string, string>} */
export const CATEGORIES = {
  office: "category.office",
  committee: "category.committee",
  factory: "category.factory",
  school: "category.school",
  food: "category.food",
  massage: "category.massage",
  beauty: "category.beauty",
  gym: "category.gym",
  meeting: "category.meeting",
  wedding: "category.wedding",
  funeral: "category.funeral",
  worship: "category.worship",
  market: "category.market",
  supermarket: "category.supermarket",
  mall: "category.mall",
  grocery: "category.grocery",
  essential: "category.essential",
  shop: "category.shop",
  tourism: "category.tourism",
  leisure: "category.leisure",
  hospital: "category.hospital",
  health_station: "category.health-station",
  sampling: "category.sampling",
  vaccination: "category.vaccination",
  lodging: "category.lodging",
  transport: "category.transport",
  other: "category.other",
};

/** @param {string} code */
export const categoryName = (code) => (CATEGORIES[code] ? t(CATEGORIES[code]) : code);
