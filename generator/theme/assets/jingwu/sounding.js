/*
 * Find names by their pinyin, in full or by initials, starting at any syllable; and compare how two
 * characters sound.
 */
(function () {
  'use strict';

  const DIGITS = '零一二三四五六七八九';
  // 吕 is lv in input methods, lyu on passports, and lu for many people.
  const SPELLINGS = { lv: ['lv', 'lyu', 'lu'], nv: ['nv', 'nyu', 'nu'], lve: ['lve', 'lyue', 'lue'], nve: ['nve', 'nyue', 'nue'] };
  // Most people along the Yangtze do not distinguish n and l, zh and z, ing and in.
  const BLURRED = [[/^zh/, 'z'], [/^ch/, 'c'], [/^sh/, 's'], [/^n(?=[aeiouv])/, 'l'], [/ng$/, 'n']];

  function push(map, key, value) {
    if (!map.has(key)) map.set(key, []);
    if (!map.get(key).includes(value)) map.get(key).push(value);
  }

  /** heard: character -> all readings; full, initials: code -> its spellings, inside a name and at its start. */
  function tables({ sounds, first, alike }) {
    const readings = new Map();
    const families = new Map();
    const heard = new Map();
    const each = (from, take) => Object.keys(from).forEach((syllable) => {
      for (const character of from[syllable]) take(character, syllable);
    });
    const spell = (map) => (character, syllable) => {
      (SPELLINGS[syllable] || [syllable]).forEach((spelling) => push(map, character.codePointAt(0), spelling));
    };
    each(sounds, spell(readings));
    each(first, spell(families));
    [sounds, first, alike].forEach((from) => each(from, (character, syllable) => push(heard, character, syllable)));
    [...DIGITS].map((numeral) => numeral.charCodeAt(0)).forEach((code, digit) => {
      if (readings.has(code)) push(readings, code, String(digit));
    });
    const both = new Map(readings);
    families.forEach((names, code) => both.set(code, [...(readings.get(code) || []), ...names]));
    return { heard, full: { within: readings, first: both }, initials: { within: firstLetters(readings), first: firstLetters(both) } };
  }

  function firstLetters(readings) {
    return new Map([...readings].map(([code, sounds]) => [code, [...new Set(sounds.map((sound) => sound[0]))]]));
  }

  const blurs = new Map();

  function blurred(syllable) {
    if (!blurs.has(syllable)) blurs.set(syllable, BLURRED.reduce((sound, [from, to]) => sound.replace(from, to), syllable));
    return blurs.get(syllable);
  }

  /** Do two characters sound the same (0), nearly the same (1), or not (2)? */
  function difference(tabled, one, other) {
    const first = tabled.heard.get(one);
    const second = tabled.heard.get(other);
    if (!first || !second) return 2;
    if (first.some((sound) => second.includes(sound))) return 0;
    const near = second.map(blurred);
    return first.some((sound) => near.includes(blurred(sound))) ? 1 : 2;
  }

  /** Normalise to letters a to z and digits, '' if it is not pinyin: Lǚ Jiàn'guó is lvjianguo. */
  function pinyin(query) {
    const plain = query.normalize('NFD').replace(/[\u0300-\u0307\u0309-\u036f-]/g, '').normalize('NFC')
      .replace(/ü/g, 'v');
    return /^[a-z\d]*[a-z][a-z\d]*$/.test(plain) ? plain : '';
  }

  /* ---------- all names in one text, so that it is gone through once ---------- */

  const LINE = 10;
  const isDigit = (code) => code >= 48 && code <= 57;
  const isPlain = (code) => isDigit(code) || (code >= 97 && code <= 122);

  /** Names (one for each key) as one string for searching. */
  function bookOf(names, tabled) {
    const lines = names.map((name) => (/^[\u3400-\u9fffa-z0-9]*$/.test(name) ? name : name.normalize('NFKC').toLowerCase()));
    const text = '\n' + lines.join('\n') + '\n';
    const codes = new Uint16Array(text.length);
    const starts = [];
    for (let at = 0; at < text.length; at += 1) {
      codes[at] = text.charCodeAt(at);
      if (codes[at] === LINE) starts.push(at + 1);
    }
    return { text, codes, starts, tabled, opened: new Map() };
  }

  function runAt({ text, codes }, at) {
    let end = at + 1;
    while (isPlain(codes[end]) && isDigit(codes[end]) === isDigit(codes[at])) end += 1;
    return text.slice(at, end);
  }

  /** Do the readings from `at` on, or their initials, begin with `query` from `from` on? Where the match ends, or 0. */
  function spelled(book, at, query, from, kind) {
    const { codes } = book;
    if (codes[at] === LINE) return 0;
    const run = isPlain(codes[at]) ? runAt(book, at) : '';
    const next = at + (run.length || 1);
    const typed = run ? [run] : (codes[at - 1] === LINE ? kind.first : kind.within).get(codes[at]);
    if (!typed) return spelled(book, next, query, from, kind);
    const left = query.length - from;
    for (const piece of typed) {
      if (piece.length >= left) {
        if (piece.startsWith(query.slice(from))) return next;
      } else if (query.startsWith(piece, from)) {
        const end = spelled(book, next, query, from + piece.length, kind);
        if (end) return end;
      }
    }
    return 0;
  }

  /** Where in the book a query beginning with this letter may match; cached, since most queries continue. */
  function openings({ codes, tabled, opened }, letter) {
    if (opened.has(letter)) return opened.get(letter);
    const code = letter.charCodeAt(0);
    const isOpening = new Uint8Array(65536);
    isOpening[code] = 1;
    if (!isDigit(code)) tabled.initials.first.forEach((letters, each) => { if (letters.includes(letter)) isOpening[each] = 1; });
    const found = [];
    for (let at = 1; at < codes.length; at += 1) {
      if (isOpening[codes[at]] && !(isPlain(codes[at]) && isPlain(codes[at - 1]))) found.push(at);
    }
    opened.set(letter, found);
    return found;
  }

  /** Call found(name number, matched part, is it at the start, is it whole) for each name that is spelled so. */
  function look(book, query, found) {
    const { text, codes, starts, tabled: { initials, full } } = book;
    let number = -1;
    for (const at of openings(book, query[0])) {
      if (at < starts[number + 1]) continue;
      const end = spelled(book, at, query, 0, initials) || spelled(book, at, query, 0, full);
      if (!end) continue;
      while (starts[number + 1] <= at) number += 1;
      const isFirst = at === starts[number];
      found(number, text.slice(at, end), isFirst, isFirst && codes[end] === LINE);
    }
  }

  /** Does the reading of a name begin with `query`? */
  function isRead(tabled, name, query) {
    const plain = pinyin(query);
    if (!plain) return false;
    const one = bookOf([name], tabled);
    return Boolean(spelled(one, 1, plain, 0, tabled.initials) || spelled(one, 1, plain, 0, tabled.full));
  }

  window.JingwuSounds = { tables, difference, blurred, pinyin, bookOf, look, isRead };
})();
