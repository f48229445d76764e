/** The days at home as an event for the calendar of the phone. It names no illness: calendars are shown to others. */

import { calendar } from "../../parts/calendar.mjs";
import { h } from "../../parts/dom.mjs";
import { save } from "../../parts/hand-on.mjs";
import { t } from "../../parts/i18n.mjs";
import { day, dayShown } from "../../parts/moment.mjs";
import { applies } from "../../parts/notices.mjs";

/** @typedef {import("../../parts/notices.mjs").Notice} Notice */
/** @typedef {import("../../parts/whom-to-call.mjs").Helpline} Helpline */

/** @param {Notice} notice @param {string} until @param {Helpline | undefined} guide */
function event({ notice_id, issued_at }, until, guide) {
  const url = `${location.origin}/notices`;
  const call = guide ? t("calendar.call", { body: guide.name, phone: guide.phone_shown }) : "";
  return {
    uid: `${notice_id}@${location.host}`,
    first: day(Date.parse(issued_at)),
    last: until,
    title: t("calendar.title", { until: dayShown(until) }),
    text: [t("calendar.text", { url }), call].filter(Boolean).join("\n"),
    reminder: t("calendar.reminder"),
    url,
  };
}

/**
 * Nothing where its reader need not stay at home, or no last day is known.
 * @param {Notice} notice @param {() => Helpline | undefined} guide
 */
export function calendarButton(notice, guide) {
  const { until } = notice;
  if (!until || !applies(notice, Date.now())) return null;
  const onclick = () => {
    const made = calendar(event(notice, until, guide()), Date.now());
    save(new File([made], `vung-xanh-${until}.ics`, { type: "text/calendar" }));
  };
  return h("p", { class: "calendar" }, h("button", { class: "button", type: "button", onclick }, t("calendar.add")));
}
