/*
 * Promise: names by how they are read: typed in pinyin, in full or by initials,
 * from a syllable on; and whether two characters sound alike.
 */
(function () {
  'use strict';

  const DIGITS = '零一二三四五六七八九';
  // 吕 is typed lv, on a passport lyu, and by many lu.
  const SPELLINGS = { lv: ['lv', 'lyu', 'lu'], nv: ['nv', 'nyu', 'nu'], lve: ['lve', 'lyue', 'lue'], nve: ['nve', 'nyue', 'nue'] };
  // Whom n and l, zh and z, ing and in sound alike: along the Yangtze, most.
  const BLURRED = [[/^zh/, 'z'], [/^ch/, 'c'], [/^sh/, 's'], [/^n(?=[aeiouv])/, 'l'], [/ng$/, 'n']];

  function push(map, key, value) {
    if (!map.has(key)) map.set(key, []);
    if (!map.get(key).includes(value)) map.get(key).push(value);
  }

  function tables({ sounds, first, alike }) {
    const readings = new Map();
    const families = new Map();
    const heard = new Map();
    const each = (from, take) => Object.keys(from).forEach((syllable) => {
      for (const character of from[syllable]) take(character, syllable);
    });
    const spell = (map) => (character, syllable) => {
      (SPELLINGS[syllable] || [syllable]).forEach((spelling) => push(map, character, spelling));
    };
    each(sounds, spell(readings));
    each(first, spell(families));
    [sounds, first, alike].forEach((from) => each(from, (character, syllable) => push(heard, character, syllable)));
    [...DIGITS].forEach((numeral, digit) => { if (readings.has(numeral)) push(readings, numeral, String(digit)); });
    return { readings, families, heard };
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

  /** As typed -> letters a to z and digits, or '' where it is no pinyin: Lǚ Jiàn'guó is lvjianguo. */
  function pinyin(query) {
    const plain = query.normalize('NFD').replace(/[\u0300-\u0307\u0309-\u036f-]/g, '').normalize('NFC')
      .replace(/ü/g, 'v');
    return /^[a-z\d]*[a-z][a-z\d]*$/.test(plain) ? plain : '';
  }

  /* ---------- all names in one text, so that it is gone through once ---------- */

  function runAt(text, at) {
    const code = text.charCodeAt(at);
    const kind = code >= 48 && code <= 57 ? /[0-9]+/y : code >= 97 && code <= 122 ? /[a-z]+/y : null;
    if (!kind) return '';
    kind.lastIndex = at;
    return kind.exec(text)[0];
  }

  /** From `at` on, do readings (or their first letters) begin with `rest`? Where that ends, or 0. */
  function spelled(book, at, rest, isInitials) {
    const character = book.text[at];
    if (character === '\n' || at >= book.text.length) return 0;
    const run = runAt(book.text, at);
    if (run) {
      if (run.startsWith(rest)) return at + run.length;
      return rest.startsWith(run) ? spelled(book, at + run.length, rest.slice(run.length), isInitials) : 0;
    }
    let sounds = book.tabled.readings.get(character);
    const family = book.text[at - 1] === '\n' && book.tabled.families.get(character);
    if (family) sounds = [...(sounds || []), ...family];
    if (!sounds) return spelled(book, at + 1, rest, isInitials);
    for (const sound of sounds) {
      const piece = isInitials ? sound[0] : sound;
      if (piece.startsWith(rest)) return at + 1;
      const end = rest.startsWith(piece) ? spelled(book, at + 1, rest.slice(piece.length), isInitials) : 0;
      if (end) return end;
    }
    return 0;
  }

  const bit = (letter) => (letter >= 'a' && letter <= 'z' ? 1 << (letter.charCodeAt(0) - 97) : 0);

  /** Character -> the letters that a reading of it begins with, a bit for each: the first look at a character. */
  function beginnings(tabled) {
    const found = new Int32Array(65536);
    [tabled.readings, tabled.families].forEach((readings) => readings.forEach((sounds, character) => {
      sounds.forEach((sound) => { found[character.charCodeAt(0)] |= bit(sound[0]); });
    }));
    for (const letter of 'abcdefghijklmnopqrstuvwxyz') found[letter.charCodeAt(0)] |= bit(letter);
    return found;
  }

  /** Names (one for each key) as a book to look through. */
  function bookOf(names, tabled) {
    const lines = names.map((name) => (/^[\u3400-\u9fffa-z0-9]*$/.test(name) ? name : name.normalize('NFKC').toLowerCase()));
    const starts = new Int32Array(lines.length + 1);
    let at = 1;
    lines.forEach((line, number) => {
      starts[number] = at;
      at += line.length + 1;
    });
    starts[lines.length] = at;
    const text = '\n' + lines.join('\n') + '\n';
    return { text, starts, tabled, beginnings: beginnings(tabled) };
  }

  const isPlain = (code) => (code >= 48 && code <= 57) || (code >= 97 && code <= 122);

  /** found(number of the name, its matched part, is it first, is it whole) for each name that is spelled so. */
  function look(book, query, found) {
    const { text, starts } = book;
    const wanted = bit(query[0]);
    const first = query.charCodeAt(0);
    for (let number = 0; number + 1 < starts.length; number += 1) {
      const start = starts[number];
      const stop = starts[number + 1] - 1;
      for (let at = start; at < stop; at += 1) {
        const code = text.charCodeAt(at);
        if (code !== first && !(book.beginnings[code] & wanted)) continue;
        if (isPlain(code) && at > start && isPlain(text.charCodeAt(at - 1))) continue;
        const end = spelled(book, at, query, true) || spelled(book, at, query, false);
        if (!end) continue;
        found(number, text.slice(at, end), at === start, at === start && end >= stop);
        break;
      }
    }
  }

  /** Does the reading of a name begin with `query`? */
  function isRead(tabled, name, query) {
    const plain = pinyin(query);
    if (!plain) return false;
    const one = { text: '\n' + name + '\n', tabled };
    return Boolean(spelled(one, 1, plain, true) || spelled(one, 1, plain, false));
  }

  window.JingwuSounds = { tables, difference, blurred, pinyin, bookOf, look, isRead };
})();
