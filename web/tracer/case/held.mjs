/** What may be decided about a held crowd: all of it told, a part, nobody. By somebody who did not state the facts. */

import { askReason } from "../../parts/ask.mjs";
import { $, focusOn, h, say, select, show } from "../../parts/dom.mjs";
import { busy, showFaults } from "../../parts/form.mjs";
import { t } from "../../parts/i18n.mjs";
import { dayShown, instantAt, stamp } from "../../parts/moment.mjs";
import { count } from "../../parts/num.mjs";
import { reason, smallPrint } from "../../parts/problem.mjs";
import { staffAsk } from "../../parts/session.mjs";
import { wireShape } from "./shape.mjs";

const HOUR = 3_600_000;
const HOURS = [...Array(25).keys()];

/** @typedef {{venue_id: string, venue_name?: string, day: string, people: number}} Group */

/** @param {{id: () => string, trace: () => any, done: (text: string) => Promise<void>}} page */
export function wireHeld({ id, trace, done }) {
  const form = /** @type {HTMLFormElement} */ ($("some-form"));
  /** @returns {Group[]} */
  const groups = () => trace().held?.groups ?? [];
  /** @param {unknown} error */
  const fault = (error) => {
    $("held-fault").replaceChildren(...(error ? [reason(error), smallPrint(error)] : []));
    show("held-fault", Boolean(error));
    if (error) focusOn("held-fault");
  };
  /** @param {string} button @param {string} path @param {object} body @param {Parameters<typeof askReason>[0]} question @param {string} told */
  const decide = async (button, path, body, question, told) => {
    fault(null);
    const why = await askReason(question);
    if (why === null) return;
    void busy(/** @type {HTMLButtonElement} */ ($(button)), async () => {
      await staffAsk(`/cases/${id()}/${path}`, { body: { ...body, reason: why }, has: "case_id" });
      close();
      await done(told);
    }).catch(fault);
  };
  const shape = wireShape(id);
  const people = () => count(trace().held?.people ?? 0);
  $("release").addEventListener("click", () => decide("release", "release", {},
    { title: t("held.release-title", { people: people() }), text: t("held.release-text"), yes: t("held.release-yes") }, t("held.released")));
  $("decline").addEventListener("click", () => decide("decline", "decline", {},
    { title: t("held.decline-title", { people: people() }), text: t("held.decline-text"), yes: t("held.decline-yes"), danger: true }, t("held.declined")));

  /** @param {boolean} open */
  const opened = (open) => {
    show(form, open);
    $("some").setAttribute("aria-expanded", String(open));
  };
  $("some").addEventListener("click", () => {
    if (!form.hidden) return opened(false);
    $("some-list").replaceChildren(...groups().map((each, nth) =>
      h("label", { class: "tick" }, h("input", { type: "checkbox", id: `some-${nth}`, checked: true }), ` ${each.venue_name || t("held.place")} · ${dayShown(each.day)} · ${t("cases.n-people", { count: count(each.people) })}`)));
    for (const name of ["some-from", "some-to"])
      select(name).replaceChildren(h("option", { value: "" }, t("held.any-hour")), ...HOURS.map((hour) => h("option", { value: String(hour) }, `${String(hour).padStart(2, "0")}:00`)));
    opened(true);
    $("some-minutes").focus();
  });

  const read = () => {
    const chosen = groups().filter((_, nth) => /** @type {HTMLInputElement} */ ($(`some-${nth}`)).checked);
    const [from, to] = [select("some-from").value, select("some-to").value];
    const days = [...new Set(chosen.map((each) => each.day))].sort();
    const faults = [];
    if (!chosen.length) faults.push({ field: "some-0", text: t("held.no-group") });
    if (from && to && Number(to) <= Number(from)) faults.push({ field: "some-to", text: t("cf.order") });
    if ((from || to) && days.length > 1) faults.push({ field: "some-from", text: t("held.one-day") });
    const day = days[0] ?? "";
    /** @param {string} hour */
    const at = (hour) => stamp(instantAt(day) + Number(hour) * HOUR);
    const body = {
      chosen: chosen.map(({ venue_id, day }) => ({ venue_id, day })),
      ...(Number(select("some-minutes").value) && { min_minutes: Number(select("some-minutes").value) }),
      ...(from && day && { from: at(from) }), ...(to && day && { to: at(to) }),
      rest: select("some-rest").value,
    };
    return { body, faults, people: chosen.reduce((sum, each) => sum + each.people, 0) };
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const { body, faults, people } = read();
    if (faults.length) return showFaults(form, faults);
    const text = t(body.rest === "held" ? "held.some-text-held" : "held.some-text-declined");
    void decide("some-go", "release", body, { title: t("held.some-title", { people: count(people) }), text, yes: t("held.some-yes") }, t("held.some-done"));
  });
  const close = () => {
    opened(false);
    shape.forget();
  };
  return { close };
}
