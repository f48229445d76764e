/** What does not fit on the page as it now stands, in words: cut, outside its box, over its neighbour, letter by letter. */
(percent) => {
  const found = [];
  const thin = percent > 100 ? 1 : 1.4; // words a line
  const wide = document.documentElement.clientWidth;
  const named = (e) => `<${e.tagName.toLowerCase()}${e.id ? ` #${e.id}` : ""}${e.className.baseVal ?? (e.className ? ` .${String(e.className).trim().replaceAll(" ", ".")}` : "")}>`;
  const said = (text) => `“${text.trim().replace(/\s+/g, " ").slice(0, 60)}”`;
  const clipped = (e) => {
    for (let at = e; at; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (style.clipPath !== "none" || (at.clientWidth <= 1 && style.overflow !== "visible")) return true;
    }
    return false;
  };
  const scrolls = (e, other) => {
    for (let at = e; at && !at.contains(other ?? null); at = at.parentElement) {
      if (/auto|scroll/.test(getComputedStyle(at).overflowX) && at.scrollWidth > at.clientWidth + 1) return at;
    }
    return null;
  };
  /** Below or above what a scrolled box shows. */
  const scrolledOut = (e, rect) => {
    for (let at = e.parentElement; at; at = at.parentElement) {
      const box = at.getBoundingClientRect();
      if (/auto|scroll/.test(getComputedStyle(at).overflowY) && at.scrollHeight > at.clientHeight + 1 && (rect.top >= box.bottom - 1 || rect.bottom <= box.top + 1)) return true;
    }
    return false;
  };
  const floats = (e) => {
    for (let at = e; at; at = at.parentElement) if (/fixed|sticky/.test(getComputedStyle(at).position) || at.tagName === "DIALOG") return at;
    return null;
  };
  const boxOf = (e) => {
    for (let at = e; at && at !== document.body; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (style.display === "inline") continue;
      if (!/rgba\(.*, 0\)|transparent/.test(style.backgroundColor) || style.borderInlineStartWidth !== "0px") return at;
    }
    return null;
  };

  if (document.documentElement.scrollWidth > wide + 1) {
    const out = [...document.body.querySelectorAll("*")].filter((e) => e.checkVisibility() && !clipped(e) && !scrolls(e.parentElement) && e.getBoundingClientRect().right > wide + 1);
    found.push(`sideways: ${document.documentElement.scrollWidth} of ${wide} px, by ${out.slice(-3).map(named).join(", ")}`);
  }

  const lines = []; // every line of every text node: {rect, text, node's element}
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const e = node.parentElement;
    const text = node.textContent ?? "";
    if (!text.trim() || !e?.checkVisibility({ opacityProperty: true, visibilityProperty: true }) || e.closest("script, style, svg, option, noscript") || clipped(e)) continue;
    const code = e.closest(".code, code, pre");
    for (const word of text.matchAll(/[^\s\-–—/·•…,.:@#]+/g)) {
      if (word[0].length < 2 || code) continue;
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].length);
      const tops = new Set([...range.getClientRects()].filter((r) => r.width > 0).map((r) => Math.round(r.top / 6)));
      if (tops.size > 1 && (word[0].length <= 9 || tops.size > 2)) found.push(`a word on ${tops.size} lines: ${said(word[0])} in ${said(text)}, ${named(e)}`);
    }
    range.selectNodeContents(node);
    for (const rect of range.getClientRects()) if (rect.width > 1 && !scrolledOut(e, rect)) lines.push({ rect, e, text });
  }

  for (const block of document.body.querySelectorAll("p, li, dd, dt, td, th, h1, h2, h3, label, button, a, legend, caption, summary, span, b")) {
    if (!block.checkVisibility() || clipped(block) || getComputedStyle(block).display.startsWith("inline")) continue;
    if ([...block.children].some((c) => !getComputedStyle(c).display.startsWith("inline") || c.tagName === "SELECT")) continue;
    const words = (block.textContent ?? "").trim().split(/\s+/).length;
    range.selectNodeContents(block);
    const rows = new Set([...range.getClientRects()].filter((r) => r.width > 1).map((r) => Math.round(r.top / 8))).size;
    if (words >= 4 && rows >= 4 && words / rows < thin) found.push(`a column of ${words} words on ${rows} lines: ${said(block.textContent ?? "")}, ${named(block)}`);
  }

  for (const e of document.body.querySelectorAll("*")) {
    const style = getComputedStyle(e);
    if (!/hidden|clip/.test(style.overflowX) || !e.checkVisibility() || clipped(e) || e.closest("svg, canvas, video, input, .canvas-frame, .view")) continue;
    if (e.clientWidth > 1 && e.scrollWidth > e.clientWidth + 1) found.push(`cut: ${e.scrollWidth} of ${e.clientWidth} px, ${named(e)} ${said(e.textContent ?? "")}`);
  }
  for (const e of document.body.querySelectorAll("select, button, .button, input")) {
    if (!e.checkVisibility() || clipped(e) || e.closest("#canvas")) continue;
    if (e.tagName === "BUTTON" && e.scrollWidth > e.clientWidth + 2) found.push(`cut: ${e.scrollWidth} of ${e.clientWidth} px, ${named(e)} ${said(e.textContent ?? "")}`);
  }

  for (const { rect, e, text } of lines) {
    const box = boxOf(e);
    if (!box || scrolls(e, box)) continue;
    const b = box.getBoundingClientRect();
    const middle = (rect.top + rect.bottom) / 2;
    if (rect.left < b.left - 1.5 || rect.right > b.right + 1.5 || middle < b.top || middle > b.bottom)
      found.push(`outside its box: ${said(text)}, ${named(e)} in ${named(box)}`);
  }

  const shown = lines.filter(({ e }) => !scrolls(e));
  for (let i = 0; i < shown.length; i += 1) {
    const a = shown[i];
    for (let j = i + 1; j < shown.length; j += 1) {
      const b = shown[j];
      if (a.e === b.e) continue;
      const across = Math.min(a.rect.right, b.rect.right) - Math.max(a.rect.left, b.rect.left);
      const down = Math.min(a.rect.bottom, b.rect.bottom) - Math.max(a.rect.top, b.rect.top);
      if (across > 2 && down > 0.4 * Math.min(a.rect.height, b.rect.height) && floats(a.e) === floats(b.e))
        found.push(`over each other: ${said(a.text)} and ${said(b.text)}, ${named(a.e)} and ${named(b.e)}`);
    }
  }
  return [...new Set(found)].slice(0, 12);
}
