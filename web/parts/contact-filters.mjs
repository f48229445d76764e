/** The filters over a list of contacts: state, circle, how far word has come, place, commune. */

import { $, say, select, show } from "./dom.mjs";
import { t } from "./i18n.mjs";
import { wireFilters } from "./list-filters.mjs";
import { narrowFold } from "./narrow-fold.mjs";
import { venueName } from "./venue-names.mjs";

/** @typedef {import("./contact.mjs").Contact} Contact */

const BOXES = { status: "state", grade: "grade", told: "word", venue: "place", unit: "unit", assigned: "task" };
/** What a narrow screen folds. */
const FURTHER = ["grade", "word", "place", "unit"];

/** How many of the folded ones choose, on the button that opens them. */
function tellFolded() {
  const count = FURTHER.filter((id) => select(id).value).length;
  say("filters-more", count ? t("filter.more-on", { count }) : t("filter.more"));
  $("filters-more").classList.toggle("on", count > 0);
}

/** @param {() => void} changed */
export function wireContactFilters(changed) {
  const filters = wireFilters(BOXES, () => {
    tellFolded();
    changed();
  });
  narrowFold("filters-more", "further");
  tellFolded();
  return {
    ...filters,
    /** As the API asks for it. */
    query: () => {
      const { venue, ...rest } = filters.chosen();
      return new URLSearchParams({ ...rest, ...(venue && { venue_id: venue }) });
    },
    /** @param {Iterable<Contact>} rows what the list shows: places and communes to choose from */
    seen: (rows) => {
      for (const row of rows) {
        filters.learn("unit", [[row.unit.code, row.unit.name]]);
        filters.learn("place", row.evidence.map((piece) => [piece.venue_id ?? "", piece.venue_name || venueName(piece.venue_id ?? "") || (piece.venue_id ?? "")]));
      }
      show("unit-filter", /** @type {HTMLSelectElement} */ ($("unit")).options.length > 2);
    },
  };
}
