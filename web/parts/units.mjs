/** Administrative units: one small file a province. Codes mean something only inside their scheme. */

/** @typedef {{scheme: string, code: string, name: string}} Unit */
/** @typedef {{provinces: [string, string][], runs: [string, string][]}} Index */
/** @typedef {{communes: [string, string, string?][], districts?: [string, string][]}} Province */

/** @param {string} path @returns {Promise<any>} */
async function json(path) {
  const answer = await fetch(path);
  if (!answer.ok) throw new Error(path);
  return answer.json();
}

/** @param {string} scheme @returns {Promise<Index>} */
export const provinces = (scheme) => json(`/units/${scheme}/index.json`);

/** @param {string} scheme @param {string} province @returns {Promise<Province>} */
export const communes = (scheme, province) => json(`/units/${scheme}/${province}.json`);

/** The province of a commune or district: codes run in blocks. @param {Index} index @param {string} code */
export const provinceOf = (index, code) =>
  code.length === 2 ? code : index.runs.filter(([first]) => first.length === code.length && first <= code).at(-1)?.[1];

/** `Phường Hồng Hà, Thành phố Hà Nội`. @param {string} scheme @param {string} code */
export async function unitName(scheme, code) {
  const index = await provinces(scheme);
  const province = provinceOf(index, code) ?? "";
  const name = index.provinces.find(([each]) => each === province)?.[1] ?? "";
  if (code === province || !province) return name || code;
  const below = await communes(scheme, province);
  const own = [...below.communes, ...(below.districts ?? [])].find(([each]) => each === code)?.[1];
  return own ? `${own}, ${name}` : name;
}
