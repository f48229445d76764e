/** Reads file names on standard input, writes their brotli and gzip twins, prints their sizes as JSON. */

import { readFileSync, writeFileSync } from "node:fs";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const EDGE_QUALITY = 5; // what a CDN spends on a file it compresses while serving

/** @param {Buffer} content @param {number} quality */
const brotli = (content, quality) =>
  brotliCompressSync(content, {
    params: { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_SIZE_HINT]: content.length },
  });

/** @type {Record<string, {raw: number, br: number, gz: number, edge: number}>} */
const sizes = {};
for (const file of readFileSync(0, "utf8").split("\n").filter(Boolean)) {
  const content = readFileSync(file);
  const best = brotli(content, content.length > 500_000 ? 9 : 11);
  const gzip = gzipSync(content, { level: 9 });
  writeFileSync(`${file}.br`, best);
  writeFileSync(`${file}.gz`, gzip);
  sizes[file] = { raw: content.length, br: best.length, gz: gzip.length, edge: brotli(content, EDGE_QUALITY).length };
}
process.stdout.write(JSON.stringify(sizes));
