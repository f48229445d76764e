/** The few DOM helpers every page uses. Text is always set as text, never as markup. */

/**
 * The element a page cannot do without.
 * @template {HTMLElement} [T=HTMLElement]
 * @param {string} id
 * @returns {T}
 */
export function $(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`#${id}`);
  return /** @type {T} */ (found);
}

/** @param {string} id */
export const input = (id) => /** @type {HTMLInputElement} */ ($(id));
/** @param {string} id */
export const select = (id) => /** @type {HTMLSelectElement} */ ($(id));

/**
 * An element with attributes, handlers (`onclick`) and children.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Record<string, any>} [attributes]
 * @param {...(Node | string | null | undefined | false)} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function h(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value !== undefined && value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

/** @param {string | Element} target @param {boolean} [visible] */
export function show(target, visible = true) {
  const found = typeof target === "string" ? $(target) : target;
  /** @type {HTMLElement} */ (found).hidden = !visible;
}

/** Shows one of several panels, which are siblings marked `data-panel`. @param {string} id */
export function panel(id) {
  for (const each of document.querySelectorAll("[data-panel]")) show(each, each.id === id);
}

/** Puts a text into an element, which from then on is no sentence of the page's own. @param {string} id @param {string} text */
export function say(id, text) {
  const target = $(id);
  target.removeAttribute("data-t"); // English may arrive later, and would write over it
  if (target.textContent !== text) target.textContent = text;
}

/**
 * One drawing at a time, and the last one with the latest facts: a slow one never overwrites a newer one.
 * @param {() => Promise<unknown>} draw
 * @returns {() => Promise<unknown>}
 */
export function inTurn(draw) {
  /** @type {Promise<unknown>} */
  let last = Promise.resolve();
  let queued = false;
  return () => {
    if (queued) return last;
    queued = true;
    last = last.then(() => {
      queued = false;
      return draw();
    });
    return last;
  };
}

/** Moves reading to a heading that has just become true. @param {string} id */
export function focusOn(id) {
  const target = $(id);
  target.tabIndex = -1;
  target.focus();
}
