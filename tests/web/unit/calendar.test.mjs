import assert from "node:assert/strict";
import { test } from "node:test";
import { calendar } from "../../../web/parts/calendar.mjs";

const NOW = Date.parse("2026-11-29T06:30:15+07:00");
const EVENT = {
  uid: "n00000000001@vungxanh.example",
  first: "2026-11-29",
  last: "2026-11-30",
  title: "Ở nhà đến hết ngày 30/11/2026",
  text: "Những việc cần làm: https://vungxanh.example/notices\nCần hỏi: Trạm y tế phường Hồng Hà; gần chợ, 024 3825 3531 \\ trực",
  reminder: "Hôm nay là ngày cuối ở nhà",
  url: "https://vungxanh.example/notices",
};
const made = (changed = {}) => calendar({ ...EVENT, ...changed }, NOW);
const octets = (line) => new TextEncoder().encode(line).length;
/** As a calendar reads it: lines joined again, then name to value. */
const unfolded = (text) => text.replaceAll("\r\n ", "").split("\r\n");
const value = (text, name) => unfolded(text).find((line) => line.startsWith(`${name}:`))?.slice(name.length + 1);

test("every line ends as the standard says, and the last one too", () => {
  const text = made();
  assert.ok(text.endsWith("END:VCALENDAR\r\n"));
  assert.doesNotMatch(text, /[^\r]\n|\r[^\n]/);
});

test("it is one event in one calendar, and its parts are closed in order", () => {
  const marks = unfolded(made()).filter((line) => /^(BEGIN|END):/.test(line));
  assert.deepEqual(marks, ["BEGIN:VCALENDAR", "BEGIN:VEVENT", "BEGIN:VALARM", "END:VALARM", "END:VEVENT", "END:VCALENDAR"]);
  assert.equal(value(made(), "VERSION"), "2.0");
  assert.ok(value(made(), "PRODID"));
});

test("it is of whole days: to the end of the last one, which is the day before the first free one", () => {
  assert.equal(value(made(), "DTSTART;VALUE=DATE"), "20261129");
  assert.equal(value(made(), "DTEND;VALUE=DATE"), "20261201");
  assert.equal(value(made({ last: "2026-12-31" }), "DTEND;VALUE=DATE"), "20270101");
  assert.equal(value(made({ last: "2028-02-28" }), "DTEND;VALUE=DATE"), "20280229");
});

test("the stamp is in UTC, and the name is the event's own", () => {
  assert.equal(value(made(), "DTSTAMP"), "20261128T233015Z");
  assert.equal(value(made(), "UID"), EVENT.uid);
});

test("words arrive as they were written", () => {
  const read = value(made(), "DESCRIPTION").replace(/\\([\\;,n])/g, (_, mark) => (mark === "n" ? "\n" : mark));
  assert.equal(read, EVENT.text);
  assert.equal(value(made(), "SUMMARY"), EVENT.title);
});

test("no line is longer than 75 octets, and none is cut within a letter", () => {
  for (let pad = 0; pad < 90; pad++) {
    const title = `${"a".repeat(pad)}${"Ở nhà đến hết ngày 🏠".repeat(9)}`;
    const text = made({ title });
    for (const line of text.split("\r\n")) assert.ok(octets(line) <= 75, line);
    assert.doesNotMatch(text, /[\ud800-\udbff]\r\n/);
    assert.equal(value(text, "SUMMARY"), title);
  }
});
