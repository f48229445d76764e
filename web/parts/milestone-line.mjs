/** A milestone in one line. */

import { t } from "./i18n.mjs";
import { milestoneName } from "./milestone-row.mjs";
import { clock, dayAndMonth } from "./moment.mjs";
import { venueName } from "./venue-names.mjs";

/** `14:49 21/11`. @param {string} iso */
export const when = (iso) => `${clock(Date.parse(iso))} ${dayAndMonth(Date.parse(iso), Date.now())}`;

/** @param {import("./milestone-row.mjs").Milestone} each */
export const milestoneLine = (each) =>
  [
    milestoneName(each.kind),
    each.venue_name || (each.venue_id && venueName(each.venue_id)),
    each.place,
    each.from && each.to && `${when(each.from)} – ${when(each.to)}`,
    each.people?.length && t("cases.n-people", { count: each.people.length }),
  ].filter(Boolean).join(" · ");
