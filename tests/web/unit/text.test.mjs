import assert from "node:assert/strict";
import { test } from "node:test";
import { folded, matches } from "../../../web/parts/fold.mjs";
import { clock, date, day, dayShown, moment, stamp } from "../../../web/parts/moment.mjs";
import { change, count, mean } from "../../../web/parts/num.mjs";
import { dialled, initials, isContactPhone, isName, isPhone, isYear, maskedPhone } from "../../../web/parts/person.mjs";
import { provinceOf } from "../../../web/parts/units.mjs";

process.env.TZ = "America/Los_Angeles"; // a device whose zone is not the product's

const AT = Date.UTC(2021, 10, 21, 17, 5, 9); // 00:05:09 of the next day in Vietnam

test("spellings of a name meet", () => {
  assert.equal(folded("Phường Hoà Đức"), folded("phuong  hòa ĐỨC"));
  assert.ok(matches("Phường Hồng Hà", "hong h"));
  assert.ok(!matches("Xã Hồng Vân", "ha noi"));
});

test("moments are those of Viet Nam's clock, whatever the device's zone", () => {
  assert.equal(stamp(AT), "2021-11-22T00:05:09+07:00");
  assert.equal(clock(AT), "00:05");
  assert.equal(date(AT), "22/11/2021");
  assert.equal(moment(AT, AT + 1000), "00:05");
  assert.equal(moment(AT, AT + 86_400_000), "00:05 22/11/2021");
  assert.equal(day(AT), "2021-11-22");
  assert.equal(day(AT, -13), "2021-11-09");
  assert.equal(dayShown("2021-11-22"), "22/11/2021");
  assert.equal(clock(NaN), "");
});

test("phone numbers in their usual spellings", () => {
  for (const typed of ["0912345678", "+84 912 345 678", "84912345678", "0912.345.678", "01682345678", "0559123456"]) assert.ok(isPhone(typed), typed);
  for (const typed of ["", "091234567", "0112345678", "09123456789", "abc"]) assert.ok(!isPhone(typed), typed);
});

test("a venue is called at a mobile, a landline or a service number", () => {
  for (const typed of ["0912345678", "0204 3823 456", "+84 204 3823 456", "02438253531", "1900 1234", "18006601"]) assert.ok(isContactPhone(typed), typed);
  for (const typed of ["", "113", "0112345678", "1900", "020438"]) assert.ok(!isContactPhone(typed), typed);
  for (const typed of ["+842043823456", "0204 3823 456", "842043823456", "+84 (0)204 3823456"]) assert.equal(dialled(typed), "02043823456");
  assert.equal(dialled("1900 1234"), "19001234");
  assert.equal(dialled("843456789"), "843456789");
});

test("names have letters, marks and few signs", () => {
  for (const name of ["Nguyễn Thị Minh Ánh", "H’Hen Niê", "An", "Y Krông-Ana", "Nguye\u0302\u0303n"]) assert.ok(isName(name), name);
  for (const name of ["", "   ", "An1", "An 😀", "<b>An</b>", "x".repeat(101)]) assert.ok(!isName(name), name);
});

test("years of birth", () => {
  assert.ok(isYear("1941", AT));
  for (const year of ["", "41", "2022", "1899", "19a1"]) assert.ok(!isYear(year, AT), year);
});

test("only enough of a person to recognise themselves", () => {
  assert.equal(initials("Nguyễn Thị Minh Ánh"), "N. T. M. Ánh");
  assert.equal(initials("An"), "An");
  assert.equal(maskedPhone("+84912345678"), "0912•••678");
});

test("numbers as Vietnamese read them", () => {
  assert.equal(count(12000), "12.000");
  assert.equal(mean(21.44), "21,4");
  assert.equal(change(-0.125), "−12,5 %");
});

test("the province of a code, by blocks", () => {
  const index = { provinces: [], runs: [["001", "01"], ["024", "02"], ["00004", "01"], ["00691", "02"]] };
  assert.equal(provinceOf(index, "00097"), "01");
  assert.equal(provinceOf(index, "00700"), "02");
  assert.equal(provinceOf(index, "025"), "02");
  assert.equal(provinceOf(index, "44"), "44");
});
