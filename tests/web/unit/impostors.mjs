/** What stands between a device and the platform, and answers in its place. */

import { Buffer } from "node:buffer";

const HTML = { "Content-Type": "text/html; charset=utf-8" };
const JSON_ = { "Content-Type": "application/json" };
const PROBLEM = { "Content-Type": "application/problem+json" };
const page = "<!doctype html><title>Wi-Fi khách sạn</title>";

/** A body that ends before it is whole. @param {string} start */
const broken = (start) =>
  new ReadableStream({
    start: (to) => to.enqueue(Buffer.from(start)),
    pull: (to) => to.error(new TypeError("terminated")),
  });

/** @param {number} status @param {any} body @param {Record<string, string>} headers */
const says = (status, body, headers) => () => new Response(body, { status, headers });

/** As a browser tells of a redirect that it was told not to follow. */
const away = () => Object.defineProperties(new Response(null), { status: { value: 0 }, ok: { value: false }, type: { value: "opaqueredirect" } });

/** Name to its answer. @type {Record<string, () => Response>} */
export const IMPOSTORS = {
  "a firewall's 403": says(403, "<html>Forbidden</html>", HTML),
  "a firewall's 403 in JSON": says(403, '{"message":"Forbidden"}', JSON_),
  "a gateway's 404": says(404, '{"message":"Not Found"}', JSON_),
  "a gateway's 401": says(401, '{"message":"Unauthorized"}', JSON_),
  "a gateway's 413": says(413, page, HTML),
  "a gateway's 429": says(429, "", {}),
  "a gateway's 502": says(502, page, HTML),
  "a gateway's 504": says(504, '{"message":"Endpoint request timed out"}', JSON_),
  "a login page with 200": says(200, page, HTML),
  "a login page that calls itself JSON": says(200, page, JSON_),
  "a redirect to a login page": away,
  "an empty 200": says(200, "", {}),
  "an empty 204": () => new Response(null, { status: 204 }),
  "an empty JSON body": says(200, "", JSON_),
  "a 200 of another shape": says(200, '{"ok":true}', JSON_),
  "a 200 that says null": says(200, "null", JSON_),
  "a 201 cut off": says(201, broken('{"visit_id":"16'), JSON_),
  "a 201 cut off where it is quiet": says(201, '{"visit_id":"16', JSON_),
  "somebody else's problem": says(422, '{"type":"about:blank","status":422}', PROBLEM),
  "somebody else's code": says(409, '{"type":"https://waf.example/blocked","code":"invalid"}', PROBLEM),
  "a refusal cut off": says(422, broken('{"type":"urn:vungxanh:problem:invalid","code":"inv'), PROBLEM),
  "a refusal that says nothing": says(422, "", PROBLEM),
  "a refusal under a wrong name": says(422, '{"type":"urn:vungxanh:problem:invalid","code":"invalid"}', JSON_),
  "a refusal under a good status": says(200, '{"type":"urn:vungxanh:problem:invalid","code":"invalid"}', PROBLEM),
};
