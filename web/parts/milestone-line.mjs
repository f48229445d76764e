/** A milestone in one line. */

import { t } from "./i18n.mjs";
import { milestoneName } from "./milestone-row.mjs";
import { clock, dayAndMonth } from "./moment.mjs";
import { personLabel } from "./person-rows.mjs";
import { venueName } from "./venue-names.mjs";

/** `14:49 21/11`. @param {string} iso */
export const when = (iso) => `${clock(Date.parse(iso))} ${dayAndMonth(Date.parse(iso), Date.now())}`;

const MOST = 12;

/** `T. M. Loan · 1992, N. M. Hà · 2001`. @param {import("./person-rows.mjs").PersonRef[]} people */
const whom = (people) =>
  people.slice(0, MOST).map(personLabel).join(", ") + (people.length > MOST ? ` ${t("pr.and-more", { count: people.length - MOST })}` : "");

/** @param {import("./milestone-row.mjs").Milestone} each */
export const milestoneLine = (each) =>
  [
    milestoneName(each.kind),
    each.venue_name || (each.venue_id && venueName(each.venue_id)),
    each.place,
    each.from && each.to && `${when(each.from)} – ${when(each.to)}`,
    each.people?.length && whom(each.people),
  ].filter(Boolean).join(" · ");
