/** The contact graph and its twin table; loaded when its tab opens. */

import cytoscape from "cytoscape";
import { kindName, sentenceOf } from "../../parts/evidence.mjs";
import { shown } from "../../parts/code.mjs";
import { $, h, say, show } from "../../parts/dom.mjs";
import { t } from "../../parts/i18n.mjs";
import { date } from "../../parts/moment.mjs";
import { count } from "../../parts/num.mjs";
import { staffAsk } from "../../parts/session.mjs";
import { learnVenues, venueName } from "../../parts/venue-names.mjs";
import { LOOK } from "./graph-look.mjs";
import { MOST, layout } from "./layout.mjs";

const PAGE = 100;
const PADDING = 24;
const LARGEST = 1.3;
const READABLE = 0.87; // of the size at which names are 15 px: 13 px
/** @type {Record<string, string>} */
const MARKS = { to_call: "☎", reached: "✓", quarantined: "⌂", closed: "–" };

/** @typedef {import("../../parts/contact.mjs").Contact} Contact */
/** @typedef {import("./layout.mjs").Traced} Traced */

/** Masked names of the first contacts, where the role may see them. @param {string} case_id @returns {Promise<Map<string, Contact>>} */
async function names(case_id) {
  /** @type {Map<string, Contact>} */
  const known = new Map();
  let cursor = "";
  do {
    const found = await staffAsk(`/contacts?${new URLSearchParams({ case_id, limit: String(PAGE), ...(cursor && { cursor }) })}`, { has: "contacts" });
    for (const row of found.contacts) known.set(row.person_id, row);
    cursor = found.next_cursor ?? "";
  } while (cursor && known.size < MOST);
  return known;
}

/** @param {{id: () => string, mayList: boolean, open: (row: Contact) => void}} page */
export function wireGraph({ id, mayList, open }) {
  /** @type {cytoscape.Core | undefined} */
  let drawn;
  let of = "";
  /** @type {Map<string, Contact>} */
  let rows = new Map();
  /** @type {Map<string, Traced>} */
  let traced = new Map();

  /** @param {string} person */
  const name = (person) => rows.get(person)?.display_name ?? shown(person).slice(-6);

  /** The same person in the drawing, the table and the panel. @param {string} person */
  const pick = (person) => {
    const contact = traced.get(person);
    if (!contact) return;
    drawn?.elements().removeClass("picked");
    const node = drawn?.getElementById(person);
    node?.addClass("picked");
    node?.connectedEdges().addClass("picked");
    for (const row of $("graph-rows").querySelectorAll("tr")) {
      const mine = row.getAttribute("data-person") === person;
      row.classList.toggle("picked", mine);
      row.querySelector("button")?.setAttribute("aria-pressed", String(mine));
    }
    const row = rows.get(person);
    say("picked-name", `${name(person)} · ${contact.level}`);
    say("picked-line", [row && kindName(row.closeness), row?.unit.name].filter(Boolean).join(" · "));
    $("picked-evidence").replaceChildren(...contact.evidence.map((piece) => h("li", {}, sentenceOf(piece, { now: Date.now(), place: venueName, person: name }))));
    show("picked-open", Boolean(row));
    $("picked-open").onclick = () => row && open(row);
    show("picked-none", false);
    show("picked-one");
  };

  /** @param {string} person */
  const bringIntoView = (person) => {
    const at = drawn?.getElementById(person).renderedPosition();
    const inside = at && at.x > 0 && at.y > 0 && at.x < (drawn?.width() ?? 0) && at.y < (drawn?.height() ?? 0);
    if (drawn && !inside) drawn.center(drawn.getElementById(person));
  };

  /** @param {import("./layout.mjs").Node} node */
  const twin = (node) =>
    h("tr", { "data-person": node.id },
      h("th", { scope: "row" }, h("button", { type: "button", class: "link name", "aria-pressed": "false", onclick: () => {
        pick(node.id);
        bringIntoView(node.id);
      } }, name(node.id))),
      h("td", {}, h("span", { class: `grade ${node.grade.toLowerCase()}` }, node.grade)),
      h("td", { class: "num" }, date(node.first)),
      h("td", {}, node.from === "f0" ? kindName(node.kind) : t("graph.via", { kind: kindName(node.kind), who: name(node.from) })));

  /** What was done for a person, as a mark that needs no colour. @param {string} person */
  const mark = (person) => MARKS[rows.get(person)?.status ?? ""] ?? "";
  /** @param {import("./layout.mjs").Node} node @param {number} rest */
  const label = (node, rest) =>
    ({ F0: "F0", day: node.kind.slice(5).split("-").reverse().join("/"), more: t("graph.more", { count: count(rest) }) })[/** @type {"F0"} */ (node.grade)] ?? `${mark(node.id)} ${name(node.id)}`.trim();

  const load = async () => {
    say("graph-state", t("graph.loading"));
    const [trace, known] = await Promise.all([staffAsk(`/cases/${id()}/trace`, { has: "contacts" }), mayList ? names(id()) : new Map()]);
    rows = known;
    traced = new Map(trace.contacts.map((/** @type {Traced} */ each) => [each.person_id, each]));
    const total = (trace.counts?.F1 ?? 0) + (trace.counts?.F2 ?? 0);
    const plan = layout(trace.contacts, Math.max(total, trace.contacts.length));
    await learnVenues(trace.contacts.slice(0, MOST).flatMap((/** @type {Traced} */ each) => each.evidence.map((piece) => (piece.venue_name ? "" : piece.venue_id))));
    const people = plan.nodes.filter((node) => node.grade === "F1" || node.grade === "F2");
    show("graph-all", people.length > 0);
    say("graph-state", people.length ? t(plan.rest ? "graph.some" : "graph.count", { count: people.length, rest: count(plan.rest) }) : t("graph.empty"));
    $("graph-rows").replaceChildren(...people.map(twin));
    show("picked-one", false);
    show("picked-none");
    drawn?.destroy();
    if (!people.length) return;
    drawn = cytoscape({
      container: $("canvas"),
      elements: [
        ...plan.nodes.map((node) => ({ data: { id: node.id, label: label(node, plan.rest) }, position: { x: node.x, y: node.y }, classes: node.grade, grabbable: false, selectable: false })),
        ...plan.edges.map(({ kind, ...data }) => ({ data, classes: kind, selectable: false })),
      ],
      style: LOOK,
      layout: { name: "preset" },
      minZoom: 0.1,
      maxZoom: 2.5,
      userZoomingEnabled: false, // the page scrolls; buttons zoom
      autoungrabify: true,
    });
    readable();
    drawn.on("tap", "node.F1, node.F2", (event) => pick(event.target.id()));
    drawn.on("tap", "node.more", () => $("tab-contacts").click());
  };

  /** Everybody in sight, few people not larger than life. */
  const whole = () => {
    drawn?.fit(undefined, PADDING);
    if (drawn && drawn.zoom() > LARGEST) drawn.zoom(LARGEST).center();
  };
  /** Names can be read; where that is more than the frame, the rest is a drag away. */
  const readable = () => {
    whole();
    if (!drawn || drawn.zoom() >= READABLE) return;
    const f0 = drawn.getElementById("f0");
    drawn.zoom(READABLE).center(f0);
    drawn.panBy({ x: PADDING * 2 - f0.renderedPosition().x, y: 0 });
  };
  /** @param {number} factor */
  const zoom = (factor) => drawn?.zoom({ level: drawn.zoom() * factor, renderedPosition: { x: drawn.width() / 2, y: drawn.height() / 2 } });
  $("zoom-in").addEventListener("click", () => zoom(1.35));
  $("zoom-out").addEventListener("click", () => zoom(1 / 1.35));
  $("zoom-fit").addEventListener("click", whole);

  return {
    /** @param {boolean} again even when this case is drawn already */
    draw: async (again) => {
      if (!again && of === id()) return void drawn?.resize();
      await load();
      of = id();
    },
  };
}
