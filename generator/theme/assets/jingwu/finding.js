/*
 * Promise: which entries of the finder's index answer what was typed, best
 * first. Exactly: a plain substring of a known name, its reading in pinyin or
 * initials from a syllable on, or a house number inside a known range; where
 * nothing answers, the same once more without what people put around a name.
 * No document, no network; finder.js shows what is found.
 *
 * Index: {places [city, bureau], sounds {character: "chang zhang"},
 *         first {character: readings it has besides at the start of a name},
 *         entries: [{u url, t kind, n name, o officers, p phone, s station,
 *                    w [district, town], k [other names], x [badges, address],
 *                    r [[street, from, to, "odd"|"even"|"all"]]}]}
 */
(function () {
  'use strict';

  const PARITY = { odd: '单号', even: '双号', all: '' };
  // 凤凰小区3栋2单元 is looked for as 凤凰小区: the index knows estates, not flats.
  const BUILDING = /\d+(?:栋|幢|座|号楼|楼|单元|室|组|户).*$/u;
  const PROVINCE = /^.{2,3}省/u;
  const NUMERAL = /[〇零一二三四五六七八九十百千]+(?=号|栋|幢|座|单元|室|$)/u;
  const UNITS = { 十: 10, 百: 100, 千: 1000 };
  // The end of what is still being typed counts as well: 官柳居, 官柳警务.
  const COMMITTEE = /(居|村)(?:民?委(?:员会?|会)?|民)$|(居)$/u;
  const POST = /警(?:务(?:室|区|站|工作站?)?)?$/u;
  const TITLE = /(?:民警|片警|警[官长察]?)$/u;
  const KIND = /(?:市|区|县|街道|办事处|办|镇|乡|派出所|公安局|分局|社区|村)$/u;
  const KINDS = /^(?:市|区|县|街道|办事处|办|镇|乡|派出所|公安局|分局|社区|村)+/u;
  // A number belongs to the word before it; six digits and more are a badge or a phone.
  const BEFORE_NUMBER = /\s+(?=\d{1,5}(?!\d)|号)/gu;

  /* ---------- text ---------- */

  /** As typed -> as compared: NFKC, lower case, letters and digits only. */
  function fold(text) {
    return text.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}\p{M}]/gu, '');
  }

  /** Where `query` (folded) stands in `text` (as shown): [start, end], or null. */
  function locate(text, query) {
    const starts = [];
    let folded = '';
    let at = 0;
    for (const char of text) {
      const piece = fold(char);
      for (let i = 0; i < piece.length; i += 1) starts.push([at, at + char.length]);
      folded += piece;
      at += char.length;
    }
    const found = folded.indexOf(query);
    return found < 0 ? null : [starts[found][0], starts[found + query.length - 1][1]];
  }

  /** The same in a phone number: from its beginning, or within what follows the area code. */
  function locateInPhone(phone, query) {
    const whole = locate(phone, query);
    if (!whole || whole[0] === 0) return whole;
    const local = phone.indexOf('-') + 1;
    const found = locate(phone.slice(local), query);
    return found && found.map((at) => at + local);
  }

  /** 十八 -> 18, 一〇八 -> 108. */
  function numeral(text) {
    const digits = [...text].map((each) => '〇一二三四五六七八九'.indexOf(each.replace('零', '〇')));
    if (!/[十百千]/u.test(text)) return digits.join('');
    let sum = 0;
    let digit = 0;
    [...text].forEach((each, at) => {
      if (UNITS[each]) {
        sum += (digit || 1) * UNITS[each];
        digit = 0;
      } else digit = digits[at];
    });
    return String(sum + digit);
  }

  /* ---------- what was typed ---------- */

  /** Every reading of the query as street and number: 106国道18号 has two. */
  function addresses(query) {
    const readings = [];
    query.replace(/\d+/g, (digits, at) => {
      if (at > 1) readings.push({ street: query.slice(0, at), number: Number(digits) });
    });
    return readings;
  }

  function asked(query, isOfficer) {
    const isLatin = /^[a-z\d]*[a-z][a-z\d]*$/.test(query);
    return { query, isLatin, isOfficer: Boolean(isOfficer), places: isOfficer ? [] : addresses(query) };
  }

  /** 官柳居委会, 伯浩村村民委员会 -> as the index may call it, what is likeliest first. */
  function withoutCommittee(query) {
    const found = COMMITTEE.exec(query);
    const name = found ? query.slice(0, found.index) : query;
    const stem = name.replace(/(?:社区|村)$/u, '');
    if (!found && stem === query) return [];
    const kinds = found && found[1] === '村' ? ['村', '村委会'] : ['社区', '居委会', '村'];
    return [name === stem ? [] : name, kinds.map((kind) => stem + kind), found ? stem : []].flat(2);
  }

  /** The query as typed, then as it may have been meant: [{query, isLatin, isOfficer, places}]. */
  function meanings(query) {
    const plain = query.replace(PROVINCE, '').replace(NUMERAL, numeral);
    const holder = plain.replace(TITLE, '');
    const names = [
      query, plain, ...withoutCommittee(plain), holder, plain.replace(POST, ''),
      plain.replace(BUILDING, ''),
    ].filter((name, at) => at === 0 || name.length > 1);
    const all = [...new Set(names)].map((name) => asked(name));
    if (holder && holder !== plain) all.splice(1, 0, asked(holder, true));
    return all;
  }

  function words(typed) {
    return typed.normalize('NFKC').trim().replace(BEFORE_NUMBER, '').split(/[\s,、;/]+/u)
      .map(fold)
      .filter(Boolean);
  }

  /* ---------- one name ---------- */

  /** From piece `at` on, do readings (or their first letters) begin with `rest`? The piece after the last, or 0. */
  function spelled(pieces, at, rest, how) {
    if (at === pieces.length) return 0;
    for (const sound of pieces[at][how]) {
      if (sound.startsWith(rest)) return at + 1;
      const end = rest.startsWith(sound) ? spelled(pieces, at + 1, rest.slice(sound.length), how) : 0;
      if (end) return end;
    }
    return 0;
  }

  function sounding(name, query) {
    for (let at = 0; at < name.pieces.length; at += 1) {
      const end = spelled(name.pieces, at, query, 'initials') || spelled(name.pieces, at, query, 'full');
      if (end) {
        const start = name.pieces[at].start;
        const needle = name.folded.slice(start, name.pieces[end - 1].end);
        return { needle, isFirst: start === 0, isWhole: needle === name.folded };
      }
    }
    return null;
  }

  /** How a name answers: {needle, isFirst, isWhole}, or null. */
  function within(name, { query, isLatin }) {
    const at = name.folded.indexOf(query);
    if (at >= 0) return { needle: query, isFirst: at === 0, isWhole: name.folded === query };
    return isLatin ? sounding(name, query) : null;
  }

  /* ---------- one entry ---------- */

  function covers(range, address) {
    const [street, from, to, parity] = range;
    const known = fold(street);
    if (!known.includes(address.street) && !address.street.endsWith(known)) return false;
    if (address.number < from || address.number > to) return false;
    return parity === 'all' || (address.number % 2 === 1) === (parity === 'odd');
  }

  function rangeText([street, from, to, parity]) {
    return street + (from === to ? from : from + '–' + to) + '号' + PARITY[parity];
  }

  function hinted(entry, rank, needle, name) {
    if (entry.shown.some((text) => locate(text, needle))) return { rank, needle };
    const street = entry.ranges.find((each) => each[0] === name.text);
    return { rank, needle, hint: street ? rangeText(street) : name.text };
  }

  /**
   * How well an entry answers: {rank, needle, hint}, or null. Lower is better:
   * 0 the name itself, 1 its beginning, 2 within it, 3 a house number or the
   * whole of another name, 4 the beginning of one, 5 within one.
   */
  function answer(entry, meaning) {
    const { query, places, isOfficer } = meaning;
    if (isOfficer) {
      return entry.officers.some((each) => each.folded.startsWith(query)) ? { rank: 4, needle: query } : null;
    }
    const own = within(entry.name, meaning);
    if (own) return { rank: own.isWhole ? 0 : own.isFirst ? 1 : 2, needle: own.needle };
    const range = places.length && entry.ranges.find((each) => places.some((place) => covers(each, place)));
    if (range) return { rank: 3, needle: fold(range[0]), hint: rangeText(range) };
    let best = null;
    for (const name of entry.others) {
      const found = within(name, meaning);
      const rank = found && (found.isWhole ? 3 : found.isFirst ? 4 : 5);
      if (found && (!best || rank < best.rank)) best = { rank, needle: found.needle, name };
    }
    if (best) return hinted(entry, best.rank, best.needle, best.name);
    const phone = /^\d+$/.test(query) && locateInPhone(entry.phone, query);
    return phone ? { rank: phone[0] ? 5 : 4, needle: query } : null;
  }

  /** 鄂州市古楼街道官柳社区: places that the entry lies in, then the beginning of one of its names. */
  function beyondItsPlace(entry, meaning) {
    for (const { folded } of entry.places) {
      const bare = folded.replace(KIND, '');
      const place = bare.length > 1 ? bare : folded;
      if (!meaning.query.startsWith(place)) continue;
      const rest = meaning.query.slice(place.length).replace(KINDS, '');
      if (rest.length < (meaning.isOfficer ? 1 : 2)) continue;
      const inner = asked(rest, meaning.isOfficer);
      const found = answer(entry, inner);
      if (found && found.rank !== 2 && found.rank !== 5) return found;
      const deeper = beyondItsPlace(entry, inner);
      if (deeper) return deeper;
    }
    return null;
  }

  /** 古楼派出所 官柳社区: each word is answered by the entry, or names a place that it lies in. */
  function together(entry, all) {
    let rank = 0;
    let best = null;
    for (const meant of all) {
      const found = first(meant, (each) => answer(entry, each) || beyondItsPlace(entry, each));
      if (!found && !entry.places.some((place) => within(place, meant[0]))) return null;
      rank += found ? found.rank : 6;
      if (found && (!best || found.rank < best.rank)) best = found;
    }
    return best && { rank, needle: best.needle, hint: best.hint };
  }

  /* ---------- all entries ---------- */

  function first(items, answered) {
    for (const item of items) {
      const found = answered(item);
      if (found) return found;
    }
    return null;
  }

  /** Those that answer, best first; equal ones keep the order of the index. */
  function ranked(entries, answered) {
    const found = entries
      .map((entry) => ({ entry, match: answered(entry) }))
      .filter((each) => each.match)
      .sort((a, b) => a.match.rank - b.match.rank);
    return found.length ? found : null;
  }

  /** [{entry, match: {rank, needle, hint}}] */
  function search(entries, typed) {
    const query = fold(typed);
    if (!query) return [];
    const whole = first(meanings(query), (meaning) => ranked(entries, (entry) => answer(entry, meaning))
      || ranked(entries, (entry) => beyondItsPlace(entry, meaning)));
    if (whole) return whole;
    const several = words(typed).map(meanings);
    return (several.length > 1 && ranked(entries, (entry) => together(entry, several))) || [];
  }

  /** Characters with their readings, digits and letters in runs; without what has no reading. */
  function cut(folded, raw) {
    const pieces = [];
    for (const found of folded.matchAll(/[a-z]+|\d+|./gu)) {
      const [text] = found;
      const known = /^[a-z\d]/.test(text)
        ? text
        : [raw.sounds[text], found.index === 0 && raw.first[text]].filter(Boolean).join(' ');
      if (!known) continue;
      const full = known.split(' ');
      const initials = known === text ? full : full.map((sound) => sound[0]);
      pieces.push({ full, initials, start: found.index, end: found.index + text.length });
    }
    return pieces;
  }

  function prepare(raw) {
    const named = (text) => ({ text, folded: fold(text), pieces: cut(fold(text), raw) });
    const plain = (text) => ({ text, folded: fold(text), pieces: [] });
    return raw.entries.map((item) => {
      const officers = item.o.split('、').filter(Boolean).map(named);
      return {
        item,
        officers,
        name: named(item.n),
        others: [...item.k.map(named), ...officers, ...[item.o, ...item.x].map(plain)],
        phone: item.p,
        places: [...raw.places, ...item.w, item.s, item.n].map(named),
        shown: [item.n, item.o, item.s],
        ranges: item.r,
      };
    });
  }

  window.JingwuFinding = { fold, locate, locateInPhone, prepare, search };
})();
