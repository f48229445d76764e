/** Text without diacritics and case, so that `hoà`, `hòa` and `HOA` meet. @param {string} text */
export const folded = (text) =>
  text.toLowerCase().replace(/[đð]/g, "d").normalize("NFD").replace(/\p{M}/gu, "").replace(/\s+/g, " ").trim();

/** Every word of `query` begins or stands inside `text`. @param {string} text @param {string} query */
export function matches(text, query) {
  const target = folded(text);
  return folded(query).split(" ").every((word) => target.includes(word));
}
