/** The graph's shapes and lines: what a person is by form, how they met by line; colour only repeats it. */

const INK = "#17212b";
const SOFT = "#5b6770";

/** @type {import("cytoscape").StylesheetJson} */
export const LOOK = [
  {
    selector: "node",
    style: {
      width: 26, height: 26, label: "data(label)", color: INK, "font-size": 15, "font-family": "system-ui, sans-serif",
      "text-valign": "bottom", "text-margin-y": 2, "text-wrap": "ellipsis", "text-max-width": "124px", "min-zoomed-font-size": 7,
      "text-background-color": "#fff", "text-background-opacity": 0.85, "text-background-padding": "1px",
      "background-color": "#fff", "border-width": 2, "border-color": INK,
    },
  },
  { selector: "node.F0", style: { shape: "diamond", width: 46, height: 46, "background-color": "#a4001d", "border-color": "#a4001d", "font-weight": 700, "font-size": 16 } },
  { selector: "node.F1", style: { shape: "ellipse", "background-color": INK } },
  { selector: "node.F2", style: { shape: "rectangle" } },
  { selector: "node.more", style: { shape: "round-rectangle", width: 44, height: 26, "border-style": "dashed", "border-color": SOFT } },
  { selector: "node.day", style: { "background-opacity": 0, "border-width": 0, width: 1, height: 1, "font-weight": 700, "text-valign": "center", "font-size": 18, events: "no" } },
  { selector: "edge", style: { width: 1.5, "line-color": SOFT, "curve-style": "straight", "line-style": "dashed", "line-dash-pattern": [7, 5], opacity: 0.75 } },
  { selector: "edge.BC", style: { "line-style": "solid" } },
  { selector: "edge.IC, edge.IL", style: { "line-style": "dotted", width: 2.5 } },
  { selector: "edge.HH", style: { "line-style": "solid", width: 3, "line-color": "#fff", "line-outline-width": 1.2, "line-outline-color": SOFT } },
  { selector: "edge.more", style: { opacity: 0.35 } },
  { selector: "node.picked", style: { "border-width": 5, "border-color": "#c2500a", width: 32, height: 32, "font-weight": 700 } },
  { selector: "edge.picked", style: { opacity: 1, width: 3, "line-color": "#c2500a" } },
  { selector: "edge.HH.picked", style: { "line-color": "#fff", "line-outline-color": "#c2500a" } },
];
