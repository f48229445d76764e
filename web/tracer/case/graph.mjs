/** The contact graph and its twin table; loaded when its tab opens. */

import cytoscape from "cytoscape";
import { $, say, show } from "../../parts/dom.mjs";
import { t } from "../../parts/i18n.mjs";
import { count } from "../../parts/num.mjs";
import { staffAsk } from "../../parts/session.mjs";
import { learnVenues } from "../../parts/venue-names.mjs";
import { coloursIn, look, onScheme } from "./graph-look.mjs";
import { clearPicked, drawPicked } from "./graph-picked.mjs";
import { drawTwin, pickInTwin } from "./graph-twin.mjs";
import { wireView } from "./graph-view.mjs";
import { wordsOf } from "./graph-words.mjs";
import { MOST } from "./groups.mjs";
import { layout } from "./layout.mjs";

const PAGE = 100;

/** @typedef {import("../../parts/contact.mjs").Contact} Contact */
/** @typedef {import("./groups.mjs").Traced} Traced */

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
  let picked = "";
  /** @type {Map<string, Contact>} */
  let rows = new Map();
  /** @type {Map<string, Traced>} */
  let traced = new Map();
  let total = 0;
  let words = wordsOf(rows);
  let plan = layout([], 0);
  /** What somebody folded or opened, by its id. @type {Map<string, boolean>} */
  let turned = new Map();
  /** What can be folded. */
  const parts = () => plan.groups.flatMap((group) => [group, ...group.branches]);
  const view = wireView(() => drawn);

  /** The same person in the drawing, the table and the panel. @param {string} person */
  const pick = (person) => {
    const contact = traced.get(person);
    if (!contact) return;
    picked = person;
    uncover(person);
    drawn?.elements().removeClass("picked");
    const node = drawn?.getElementById(person);
    node?.addClass("picked");
    node?.connectedEdges().addClass("picked");
    pickInTwin(person);
    view.into(person);
    drawPicked(contact, { row: rows.get(person), name: words.name, open });
  };

  /** Opens what somebody is folded in. @param {string} person */
  const uncover = (person) => {
    const group = plan.groups.find((each) => each.people.some((one) => one.id === person));
    const branch = group?.branches.find((each) => [...each.home, ...each.met].some((one) => one.id === person));
    const closed = [group, branch].filter((each) => each?.folded);
    for (const each of closed) if (each) turned.set(each.id, false);
    if (closed.length) draw();
  };

  /** Folds a group or what stands behind somebody, or opens it. @param {string} what */
  const turn = (what) => {
    turned.set(what, !parts().find((each) => each.id === what)?.folded);
    const had = document.activeElement?.getAttribute("data-group");
    draw();
    view.centre(what);
    if (had) /** @type {HTMLElement | null} */ (document.querySelector(`[data-group="${CSS.escape(had)}"]`))?.focus();
  };

  /** Everything that is folded or open, once more from what is known. */
  const draw = () => {
    plan = layout([...traced.values()], total, (each, many) => turned.get(each) ?? many);
    const folded = parts().filter((each) => each.folded).length;
    const told = [t(plan.rest ? "graph.some" : "graph.count", { count: plan.people.length, rest: count(plan.rest) }), t("graph.groups", { count: plan.groups.length }), folded > 0 && t("graph.folded", { count: folded })];
    say("graph-state", plan.people.length ? told.filter(Boolean).join(" · ") : t("graph.empty"));
    say("graph-fold", t(folded ? "graph.open-all" : "graph.fold-all"));
    drawTwin({ groups: plan.groups, words, pick, turn });
    if (!drawn) return;
    const label = words.labels(plan.groups, plan.rest);
    drawn.elements().remove();
    drawn.add([
      ...plan.nodes.map(({ x, y, ...node }) => ({ data: { ...node, label: label(node) }, position: { x, y }, classes: node.part, selectable: false })),
      ...plan.edges.map(({ kind, ...data }) => ({ data, classes: `${kind} ${data.source === "f0" ? "" : "inside"}`, selectable: false })),
    ]);
    if (!picked) return;
    drawn.getElementById(picked).addClass("picked");
    pickInTwin(picked);
  };

  const load = async () => {
    say("graph-state", t("graph.loading"));
    const [trace, known] = await Promise.all([staffAsk(`/cases/${id()}/trace`, { has: "contacts" }), mayList ? names(id()) : new Map()]);
    if (of !== id()) turned = new Map();
    [rows, words, picked] = [known, wordsOf(known), ""];
    traced = new Map(trace.contacts.map((/** @type {Traced} */ each) => [each.person_id, each]));
    total = Math.max((trace.counts?.F1 ?? 0) + (trace.counts?.F2 ?? 0), traced.size);
    await learnVenues(trace.contacts.slice(0, MOST).flatMap((/** @type {Traced} */ each) => each.evidence.map((piece) => (piece.venue_name ? "" : piece.venue_id))));
    show("graph-all", traced.size > 0);
    clearPicked();
    drawn?.destroy();
    drawn = traced.size ? cytoscape({
      container: $("canvas"), style: look(coloursIn($("canvas"))), layout: { name: "preset" }, minZoom: 0.05, maxZoom: 2.5,
      userZoomingEnabled: false, // the page scrolls; buttons zoom
      autoungrabify: true,
    }) : undefined;
    draw();
    view.readable();
    drawn?.on("tap", "node.F1, node.F2", (event) => pick(event.target.id()));
    drawn?.on("tap", "node.title, node.folded, node.behind", (event) => turn(event.target.data("of")));
    drawn?.on("tap", "node.more", () => $("tab-contacts").click());
  };

  $("graph-fold").addEventListener("click", () => {
    const any = parts().some((each) => each.folded);
    for (const each of parts()) turned.set(each.id, !any && plan.groups.some((group) => group.id === each.id));
    draw();
    view.readable();
  });
  onScheme(() => void drawn?.style(look(coloursIn($("canvas")))));
  document.addEventListener("language", () => drawn && draw());

  return {
    /** @param {boolean} again even when this case is drawn already */
    draw: async (again) => {
      if (!again && of === id()) return void drawn?.resize();
      await load();
      of = id();
    },
  };
}
