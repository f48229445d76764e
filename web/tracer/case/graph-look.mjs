/** The graph's shapes and lines: what a person is by form, how they met by line; colour only repeats it, and is the page's own. */

/** @typedef {"fg" | "soft" | "paper" | "line" | "alarm" | "err" | "mark"} Name */
/** @typedef {Record<Name, string>} Colours */

/** @type {Name[]} */
const NAMES = ["fg", "soft", "paper", "line", "alarm", "err", "mark"];
const SCHEMES = ["(prefers-color-scheme: dark)", "(forced-colors: active)"];

/** The page's colours as they are now, in figures that a canvas knows. @param {HTMLElement} frame @returns {Colours} */
export function coloursIn(frame) {
  const probe = document.createElement("span");
  probe.style.setProperty("forced-color-adjust", "none");
  frame.append(probe);
  const found = NAMES.map((name) => {
    probe.style.color = `var(--${name})`;
    return [name, getComputedStyle(probe).color];
  });
  probe.remove();
  return Object.fromEntries(found);
}

/** @param {() => void} changed */
export function onScheme(changed) {
  for (const scheme of SCHEMES) matchMedia(scheme).addEventListener("change", changed);
}

/** Lines below boxes come from the F0, lines above them stay inside. @param {Colours} colours @returns {import("cytoscape").StylesheetJson} */
export const look = ({ fg, soft, paper, line, alarm, err, mark }) => [
  { selector: "node, edge", style: { "z-index-compare": "manual" } },
  {
    selector: "node",
    style: {
      width: 26, height: 26, label: "data(label)", color: fg, "font-size": 15, "font-family": "system-ui, sans-serif", "z-index": 4,
      "text-valign": "bottom", "text-margin-y": 5, "text-wrap": "ellipsis", "text-max-width": "118px", "min-zoomed-font-size": 9,
      "text-background-color": paper, "text-background-opacity": 0.9, "text-background-padding": "1px",
      "background-color": paper, "border-width": 2, "border-color": fg,
    },
  },
  { selector: "node.F0", style: { shape: "diamond", width: 46, height: 46, "background-color": alarm, "border-color": err, "font-weight": 700, "font-size": 16, "text-background-opacity": 0 } },
  { selector: "node.F1", style: { shape: "ellipse", "background-color": fg } },
  { selector: "node.F2", style: { shape: "rectangle" } },
  { selector: "node.more", style: { shape: "round-rectangle", width: 44, height: 26, "border-style": "dashed", "border-color": soft } },
  { selector: "node.day", style: { "background-opacity": 0, "border-width": 0, width: 1, height: 1, "font-weight": 700, "text-valign": "center", "font-size": 18, "text-background-opacity": 0, events: "no" } },
  { selector: "node.box, node.home", style: { shape: "round-rectangle", width: "data(w)", height: "data(h)", "border-color": line, "border-width": 1.5, "z-index": 1, events: "no" } },
  { selector: "node.home", style: { "z-index": 2, "border-style": "double", "border-width": 4 } },
  { selector: "node.title", style: { shape: "rectangle", width: "data(w)", height: "data(h)", "background-opacity": 0, "border-width": 0, "text-valign": "center", "text-margin-y": 0, "text-max-width": "data(w)", "font-weight": 700, "text-background-opacity": 0 } },
  { selector: "node.folded", style: { shape: "round-rectangle", width: "data(w)", height: "data(h)", "border-color": line, "text-valign": "center", "text-margin-y": 0, "text-wrap": "wrap", "line-height": 1.25, "text-max-width": "190px", "text-background-opacity": 0 } },
  { selector: "node.behind", style: { shape: "round-rectangle", width: 122, height: 46, "border-color": line, "text-valign": "center", "text-margin-y": 0, "text-wrap": "wrap", "text-max-width": "120px", "line-height": 1.25, "text-background-opacity": 0 } },
  { selector: "edge", style: { width: 1.5, "line-color": soft, "curve-style": "straight", "line-style": "dashed", "line-dash-pattern": [7, 5], "z-index": 0 } },
  { selector: "edge.inside", style: { "z-index": 3 } },
  { selector: "edge.BC", style: { "line-style": "solid" } },
  { selector: "edge.IC, edge.IL", style: { "line-style": "dotted", width: 2.5 } },
  { selector: "edge.HH", style: { "line-style": "solid", width: 3, "line-color": paper, "line-outline-width": 1.2, "line-outline-color": soft } },
  { selector: "edge.more", style: { opacity: 0.5 } },
  { selector: "node.F1.picked, node.F2.picked", style: { "border-width": 5, "border-color": mark, width: 32, height: 32, "font-weight": 700 } },
  { selector: "edge.picked", style: { width: 3, "line-color": mark } },
  { selector: "edge.HH.picked", style: { "line-color": paper, "line-outline-color": mark } },
];
